package oversight_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/oversight"
)

func TestLeadsSeeFiguresAndNoFewPeople(t *testing.T) {
	t.Parallel()
	s := oversight.Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("employer-RVV", "210", "190", "90%")
	p.Has("employer-NQ7", "12", "not shown")
	p.Has("due-RVV", "Criminal record (DBS): fewer than 5 missing or gone, 7 running out")
	s = oversight.Stories()[1]
	pagetest.Render(t, s.Component, s.Principal).One("none")
}
