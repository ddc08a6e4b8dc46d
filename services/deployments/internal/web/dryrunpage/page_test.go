package dryrunpage_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/deployments/internal/web/dryrunpage"
)

func TestTheFiguresNameNobodyAndSayWhatTheyCannotKnow(t *testing.T) {
	t.Parallel()
	s := dryrunpage.Stories()
	p := pagetest.Render(t, s[2].Component, s[2].Principal)
	p.Has("unfilled", "The parties had 1,412 in the last 28 days.", "about 405 of them: 160 workers, 4,670 hours, £81,000", "Another 20 are open to them already")
	p.Has("agency", "The parties had none")
	p.Has("open", "would open none of them to anybody more")
	p.Has("limits", "Passports are read as they are today", "Nobody has been asked.")
	rows := p.All("cell")
	if len(rows) != 3 || !strings.Contains(rows[1], "fewer than 5") || !strings.Contains(rows[1], "not shown") || !strings.Contains(rows[2], "fewer than 5") {
		t.Errorf("%q", rows)
	}
	p = pagetest.Render(t, s[1].Component, s[1].Principal)
	p.Has("progress", "12,000 of 41,250 shifts")
	if len(p.All("run")) != 0 {
		t.Error("a run under way is asked for again")
	}
	pagetest.Render(t, s[0].Component, s[0].Principal).Has("none", "binds nobody")
	p = pagetest.Render(t, s[3].Component, s[3].Principal)
	p.Has("older", "was changed after")
	p.Has("choices", "Version 1, in force")
	p.Has("chosen", "Version 2, on its way")
	pagetest.Render(t, s[4].Component, s[4].Principal).Has("failed", "Ask again")
}
