package releasepart

import (
	"testing"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web/pagetest"
)

func TestThePartShowsTheLadderAndWhoSeesTheShift(t *testing.T) {
	t.Parallel()
	open, agency, displaced := Samples()
	show := func(v View) pagetest.Page {
		return pagetest.Render(t, onPage(v), auth.Principal{})
	}
	p := show(open)
	if steps := p.All("ladder-step"); len(steps) != 4 {
		t.Errorf("%q", steps)
	}
	p.Has("escalated", "£24.00 an hour until Thu 3 Dec 2026 at 09:00, then £18.45 an hour again.")
	p.Has("sees", "The employer's own bank")
	for _, id := range []string{"release", "escalate", "approve-escalation", "decline-escalation"} {
		p.One(id)
	}
	if n := len(p.All("asked")); n != 2 {
		t.Errorf("%d requests", n)
	}
	p = show(agency)
	p.Has("agency-terms", "over the cap: Patient safety")
	p.Has("agency-terms", "A bank worker may still take the shift until Mon 30 Nov 2026 at 09:00")
	if len(p.All("release"))+len(p.All("sees")) != 0 {
		t.Error("a filled shift is released")
	}
	show(displaced).Has("saving", "Taken from Synthetic Agency at £32.00 an hour: £149.05 less")
}
