package simulationpage_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/analytics/internal/web/simulationpage"
)

func TestAnotherLadderStandsBesideWhatHappened(t *testing.T) {
	t.Parallel()
	s := simulationpage.Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("says", "Of 400 shifts: bank workers would have taken about 28 more, agencies about 20 fewer, and about 8 fewer would have been left unfilled.")
	p.Has("simulated", "Collaborative bank", "104.2", "+42.8", "Agencies' charges", "£25,186", "−£7,722")
	p.Has("trust", "off by 2.7 of 400 shifts", "3 shifts no ladder explains")
	p.Has("unseen", "off-framework agencies")
	if n := len(p.All("simulated-row")); n != 7 {
		t.Errorf("%d rows", n)
	}
}

func TestTheLadderInForceIsWhereItStarts(t *testing.T) {
	t.Parallel()
	s := simulationpage.Stories()[1]
	pagetest.Render(t, s.Component, s.Principal).Has("says", "This is the ladder in force.")
}

func TestTooFewShiftsAreSaid(t *testing.T) {
	t.Parallel()
	s := simulationpage.Stories()[2]
	pagetest.Render(t, s.Component, s.Principal).Has("too-few", "12 shifts started on these days, too few to go by")
}

func TestWhatCannotBeReadIsToldBesideItsInput(t *testing.T) {
	t.Parallel()
	s := simulationpage.Stories()[3]
	pagetest.Render(t, s.Component, s.Principal).Has("question", "Give the banks from 10 to 90 per cent", "Give a number of hours, e.g. 72.")
}
