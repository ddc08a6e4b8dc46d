package areaspage_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/analytics/internal/web/areaspage"
)

func story(t *testing.T, n int) pagetest.Page {
	t.Helper()
	s := areaspage.Stories()[n]
	return pagetest.Render(t, s.Component, s.Principal)
}

func TestTheLeadFillsInAreasAndSeesWhoChangedWhat(t *testing.T) {
	t.Parallel()
	first := story(t, 0)
	first.Has("default", "nobody has changed it", "national guidance")
	first.Has("unchanged", "yet")
	if n := len(first.All("area")); n != 8 || first.Value("name-1") != "Critical care" || first.Value("weight-1") != "30" || first.Value("name-6") != "" {
		t.Errorf("%d rows, the second is %q", n, first.Value("name-1"))
	}
	story(t, 1).Has("history", "Version 1", "Tue 10 Mar 2026 at 12:00", "by lead-1", "weight 40 instead of 30", "with sdec.", "without ae, resus.", "Added Stroke unit, weight 20: RVV/KINGS_A.", "Took out Maternity.")
}

func TestWhatIsWrongLeadsToItsRowAndNothingTypedIsLost(t *testing.T) {
	t.Parallel()
	p := story(t, 2)
	p.Has("error-summary", "Give a whole number.", "no part of a ward")
	if p.Value("weight-1") != "many" || p.Value("words-1") != "RVV/KINGS A" {
		t.Error("what was typed is lost")
	}
}

func TestAnEmployerReadsThemAndChangesNothing(t *testing.T) {
	t.Parallel()
	p := story(t, 3)
	p.Has("areas", "Emergency department", "Weight 40", "RVV/KINGS_A")
	if len(p.All("change")) != 0 {
		t.Error("an employer can change them")
	}
}
