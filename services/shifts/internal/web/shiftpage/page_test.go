package shiftpage

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
)

func TestTheWardSeesWhatItCanDo(t *testing.T) {
	t.Parallel()
	s := Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("shift-status", "Open")
	p.Has("bank-window", "The banks have this shift until")
	for _, id := range []string{"agency-fill", "override", "withdraw"} {
		p.One(id)
	}
	early := Stories()[1]
	pagetest.Render(t, early.Component, early.Principal).Has("error-summary", "The banks have this shift until")
}

func TestTheWorkersCardIsAskedOfPassportsByTheHostOnly(t *testing.T) {
	t.Parallel()
	s := Stories()[2]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.One("worker-card")
	p.Has("history", "Posted")
	lead := Stories()[5]
	p = pagetest.Render(t, lead.Component, lead.Principal)
	for _, id := range []string{"worker-card", "withdraw", "agency-fill"} {
		if len(p.All(id)) != 0 {
			t.Errorf("a lead sees %q", id)
		}
	}
}

func TestWhoApprovesIsAskedAndTheNoticeIsShown(t *testing.T) {
	t.Parallel()
	s := Stories()[3]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("waiting", "approves every shift")
	for _, id := range []string{"approve", "decline", "withdraw", "amend"} {
		p.One(id)
	}
	open := Stories()[0]
	pagetest.Render(t, open.Component, open.Principal).Has("notice", "You would call it off 1 to 3 days before the start.")
	off := Stories()[4]
	p = pagetest.Render(t, off.Component, off.Principal)
	p.Has("notice", "It was called off 4 to 24 hours before the start.")
	if len(p.All("amend")) != 0 {
		t.Error("a shift that is over can be changed")
	}
}
