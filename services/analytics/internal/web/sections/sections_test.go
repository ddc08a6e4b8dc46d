package sections_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/analytics/internal/web/sections"
)

func TestWhoeverMayOpenAPageFindsItsLink(t *testing.T) {
	t.Parallel()
	lead := auth.Principal{Subject: "l", Role: auth.Lead, ICS: "QKS"}
	for name, c := range map[string]struct {
		who  auth.Principal
		want bool
	}{
		"a lead":     {lead, true},
		"an auditor": {auth.Principal{Subject: "a", Role: auth.Auditor, ICS: "QKS"}, true},
		"a worker":   {auth.Principal{Subject: "w", Role: auth.Worker, ICS: "QKS"}, false},
	} {
		p := pagetest.Render(t, sections.Nav("/fill-rate"), c.who)
		if got := len(p.All("sections")) == 1; got != c.want {
			t.Errorf("%s finds the links: %v", name, got)
		}
	}
	p := pagetest.Render(t, sections.Nav("/fill-rate"), lead)
	if !strings.Contains(p.One("sections"), "Forecast") {
		t.Errorf("the links are %q", p.One("sections"))
	}
}
