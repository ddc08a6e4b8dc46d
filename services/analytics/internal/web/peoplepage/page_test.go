package peoplepage_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/analytics/internal/web/peoplepage"
)

func TestFewPeopleAreToldAsFew(t *testing.T) {
	t.Parallel()
	stories := peoplepage.Stories()
	p := pagetest.Render(t, stories[0].Component, stories[0].Principal)
	p.Has("bank-RPA-nursing_midwifery", "Medway", "40", "At least 36")
	if got := p.One("bank-RPA-nursing_midwifery"); strings.Contains(got, "%") {
		t.Errorf("a share makes the bound exact: %s", got)
	}
	p.Has("bank-RVV-nursing_midwifery", "50", "25", "50%")
	p.Has("bank-RWF-clinical_support", "Under 5 people")
	p.Has("expires", "DBS check: 9; Fire safety: at most 4")
	p.Has("fair-RPA", "30 by 5 people", "75%")
	p.Has("fair-RVV", "Too few people to say")
	p.Has("fatigue-RPA", "6", "of 60 weeks", "3", "of 40 rests", "2", "Look")
	p.Has("fatigue-RWF", "Under 5 people")
}

func TestNobodyIsKnownYet(t *testing.T) {
	t.Parallel()
	stories := peoplepage.Stories()
	p := pagetest.Render(t, stories[1].Component, stories[1].Principal)
	p.Has("deployable", "No bank workers are known.")
	p.Has("fatigue", "Nobody was booked in these days.")
	pagetest.Render(t, stories[2].Component, stories[2].Principal).Has("error-summary", "Choose one of the staff groups of the list.")
}
