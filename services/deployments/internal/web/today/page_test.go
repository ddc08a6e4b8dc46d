package today_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/deployments/internal/web/today"
)

func TestTodaySaysWhoWorksWhereAndShowsCardsToTheHostAlone(t *testing.T) {
	t.Parallel()
	s := today.Stories()
	p := pagetest.Render(t, s[0].Component, s[0].Principal)
	p.Has("count", "3 workers work for another employer today.")
	p.Has("lent", "Medway NHS Foundation Trust (RPA) lends 2 workers")
	rows := p.All("deployment")
	if len(rows) != 3 || !strings.Contains(rows[0], "Over") || !strings.Contains(rows[1], "Now") || strings.Contains(rows[1], "passport card") {
		t.Errorf("%q", rows)
	}
	if n := len(p.All("aid")); n != 1 {
		t.Errorf("%d by mutual aid", n)
	}
	p = pagetest.Render(t, s[1].Component, s[1].Principal)
	p.Has("deployment", "See the passport card")
	pagetest.Render(t, s[2].Component, s[2].Principal).Has("count", "Nobody works for another employer today.")
}
