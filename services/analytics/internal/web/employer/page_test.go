package employer_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/analytics/internal/web/employer"
)

func TestAnEmployersGroupsAndSoonestGaps(t *testing.T) {
	t.Parallel()
	s := employer.Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("employer", "East Kent Hospitals")
	p.Has("overall", "66.7%")
	p.Has("group-nursing_midwifery", "Nursing and midwifery", "66.7%", "Low", "6", "12", "18")
	p.Has("gap", "Tue 10 Mar, 19:30 to 07:30", "KINGS_A", "William Harvey Hospital", "Registered nurse, Band 5")
	p.Has("age", "2 min old")
}

func TestAQuietEmployerSaysSo(t *testing.T) {
	t.Parallel()
	s := employer.Stories()[1]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("no-groups", "Nothing is requested")
	p.Has("no-gaps", "No shift is open")
	p.Has("age", "No data yet")
}
