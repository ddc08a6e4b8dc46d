package sharing_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/sharing"
)

func TestWhoMayAndWhoCouldAreShownApart(t *testing.T) {
	t.Parallel()
	s := sharing.Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("given-RWF", "Sample Hospitals (RWF)", "until you withdraw it", "Withdraw")
	p.Has("given-RPA", "RPA", "until 10 September 2026")
	if p.Value("another") != "" || len(p.All("given-RN7")) != 0 {
		t.Error("who is only open has no yes yet")
	}
}

func TestARefusalKeepsWhatWasGiven(t *testing.T) {
	t.Parallel()
	s := sharing.Stories()[2]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("error-summary", "Tick at least one employer")
	if p.Value("another") != "nowhere" {
		t.Error("what was given must stay in the form")
	}
}

func TestAWithdrawalShowsWhatEndsAndSendsWhatWasShown(t *testing.T) {
	t.Parallel()
	s := sharing.Stories()[3]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("booking", "Registered nurse, band 5", "amu")
	if p.Value("shown") == "" {
		t.Error("the form must carry the bookings that were shown")
	}
	quiet := sharing.Stories()[4]
	pagetest.Render(t, quiet.Component, quiet.Principal).Has("nothing-ends", "nothing ends")
}

func TestAYesThatHoldsForWhoeverFollowedSaysToWhomItWasGiven(t *testing.T) {
	t.Parallel()
	stories := sharing.Stories()
	said := "Sample Health Trust follows Sample Old Trust and RPC: your yes holds for it too."
	p := pagetest.Render(t, stories[6].Component, stories[6].Principal)
	p.Has("given-R1K", said, "Withdraw")
	if len(p.All("follows-RWF")) != 0 {
		t.Error("who has followed nobody says nothing of it")
	}
	pagetest.Render(t, stories[7].Component, stories[7].Principal).Has("follows", said, "all of it")
}
