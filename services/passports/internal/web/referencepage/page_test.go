package referencepage_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/referencepage"
)

func TestTheTableSaysWhereItComesFromAndWhoChangedIt(t *testing.T) {
	t.Parallel()
	all := referencepage.Stories()
	show := func(i int) pagetest.Page { return pagetest.Render(t, all[i].Component, all[i].Principal) }
	p := show(0)
	p.Has("table-refresh", "nobody has changed it")
	p = show(1)
	p.Has("rows", "Core Skills Training Framework")
	p.One("change")
	p = show(2)
	p.Has("standing", "Version 2")
	p.Has("versions", "by lead-2: Eighteen months for a trial")
	p = show(3)
	p.Has("standing", "an earlier version")
	if len(p.All("change")) != 0 {
		t.Error("only the version that counts is changed")
	}
	p = show(4)
	p.Has("error-summary", "Row 2, months: Give a whole number")
	if p.Value("over") != "2" || p.Value("why") != "" {
		t.Error("what was sent is kept")
	}
	if p = show(5); len(p.All("change")) != 0 {
		t.Error("who is no lead only reads")
	}
}
