package employerlist_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/deployments/internal/web/employerlist"
)

func TestTheListSaysWhoTookPartOnADay(t *testing.T) {
	t.Parallel()
	stories := employerlist.Stories()
	p := pagetest.Render(t, stories[0].Component, stories[0].Principal)
	if len(p.All("employer")) != 2 || len(p.All("other")) != 1 {
		t.Errorf("%d take part and %d do not", len(p.All("employer")), len(p.All("other")))
	}
	p.Has("employer", "Medway NHS Foundation Trust", "until 1 April 2026")
	p.Has("other", "North Kent NHS Trust", "From 1 April 2026")
	p.One("take-in")
	none := pagetest.Render(t, stories[1].Component, stories[1].Principal)
	none.One("none")
	if len(none.All("register")) != 0 {
		t.Error("who may not register is offered to")
	}
}
