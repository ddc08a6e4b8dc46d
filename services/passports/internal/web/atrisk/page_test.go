package atrisk_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/atrisk"
)

func TestABookingAtRiskSaysWhetherTheShiftAsksForIt(t *testing.T) {
	t.Parallel()
	s := atrisk.Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("risk", "Sample Person", "AMU, RWF03, RWF", "Fire Safety runs out 15 March 2026: the booking ends", "not asked for by this shift")
	p.One("csv")
	s = atrisk.Stories()[1]
	pagetest.Render(t, s.Component, s.Principal).One("no-risk")
}
