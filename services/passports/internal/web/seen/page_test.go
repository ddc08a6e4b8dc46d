package seen_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/seen"
)

func TestLooksOfOneEmployerForOnePurposeOnADayAreOneLine(t *testing.T) {
	t.Parallel()
	s := seen.Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	if got := p.All("look-card"); len(got) != 1 {
		t.Fatalf("got %v", got)
	}
	p.Has("look-card", "Sample Hospitals (RWF)", "since you are booked there", "2 times, last at 08:00", "name, role, fitness, restrictions")
	p.Has("look-list", "RVV", "expiry dates")
	p.Has("look-presentation", "A receiver", "Verified what you presented")
	if p.Rel("next") == "" {
		t.Error("there is a page after this one")
	}
	nobody := seen.Stories()[1]
	pagetest.Render(t, nobody.Component, nobody.Principal).Has("nobody", "Nobody")
}
