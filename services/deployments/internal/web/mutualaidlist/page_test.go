package mutualaidlist_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/deployments/internal/web/mutualaidlist"
)

func TestOnlyALeadIsOfferedToOpenShifts(t *testing.T) {
	t.Parallel()
	s := mutualaidlist.Stories()
	p := pagetest.Render(t, s[0].Component, s[0].Principal)
	p.One("open")
	rows := p.All("aid")
	if len(rows) != 2 || !strings.Contains(rows[0], "2 at East Kent Hospitals (RVV)") || !strings.Contains(rows[0], "Open") || !strings.Contains(rows[1], "closed Mon 2 Nov 2026 at 21:00") {
		t.Errorf("%q", rows)
	}
	if p := pagetest.Render(t, s[1].Component, s[1].Principal); len(p.All("open")) != 0 {
		t.Error("an employer is offered to open shifts")
	}
	pagetest.Render(t, s[2].Component, s[2].Principal).One("none")
}
