package newmutualaid_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/deployments/internal/web/newmutualaid"
)

func TestALeadChoosesAnAgreementAndThenShifts(t *testing.T) {
	t.Parallel()
	s := newmutualaid.Stories()
	p := pagetest.Render(t, s[0].Component, s[0].Principal)
	p.Has("agreement", "Kent and Medway bank")
	p.One("more")
	p.One("activate")
	p = pagetest.Render(t, s[1].Component, s[1].Principal)
	p.Has("error-summary", "at most 72 hours")
	if p.Value("until") != "90" || p.Value("note") != "Forty people wait." {
		t.Error("what was typed is gone")
	}
	p = pagetest.Render(t, s[2].Component, s[2].Principal)
	p.One("continue")
	pagetest.Render(t, s[3].Component, s[3].Principal).One("no-shifts")
	pagetest.Render(t, s[4].Component, s[4].Principal).Has("none", "draft a new version")
}
