package expiring_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/expiring"
)

func TestEachFigureLeadsToItsPeople(t *testing.T) {
	t.Parallel()
	s := expiring.Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("deployable", "90%", "190", "210")
	p.Has("role-registered_nurse", "200", "180", "(90%)", "15", "3", "2")
	p.Has("due-check-dbs", "Criminal record", "3", "7")
	p.Has("register-NMC", "180 of your staff", "Read it again")
	p.Has("register-HCPC", "never read")
	p.Has("risk", "Sample Person", "the booking ends")
	p.One("more-risks")
}

func TestNobodyAndNothingAreSaidSo(t *testing.T) {
	t.Parallel()
	s := expiring.Stories()[1]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.One("none")
	p.One("nothing-due")
	p.One("no-risk")
	s = expiring.Stories()[2]
	pagetest.Render(t, s.Component, s.Principal).Has("worker", "Sample Person", "Fire Safety: Expired")
	s = expiring.Stories()[3]
	pagetest.Render(t, s.Component, s.Principal).One("none")
}
