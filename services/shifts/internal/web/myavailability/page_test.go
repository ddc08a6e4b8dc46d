package myavailability

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
)

func TestATimeThatComesAgainIsShownOnce(t *testing.T) {
	t.Parallel()
	s := Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("times", "Every Tuesday, 09:00 to 15:30, 3 times from 9 Jun to 23 Jun 2026", "Tue 16 Jun, 09:00 to 15:30", "Mon 3 Aug to Sun 16 Aug, all day")
	if n := len(p.All("remove")); n != 2 {
		t.Errorf("%d times can be removed whole, want 2", n)
	}
	p.One("remove-some")
}

func TestWhatCannotBeReadStaysInTheForm(t *testing.T) {
	t.Parallel()
	s := Stories()[2]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("error-summary", "Give the day", "for example 07:30")
	if p.Value("starts") != "9 o'clock" || p.Value("weeks") != "12" {
		t.Errorf("left of it: %q and %q", p.Value("starts"), p.Value("weeks"))
	}
}
