package web_test

import (
	"os"
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/bus"
	pages "github.com/muster-ics/muster/services/analytics/internal/web"
	"github.com/muster-ics/muster/services/analytics/internal/web/api"
	"github.com/muster-ics/muster/services/analytics/internal/web/sections"
)

func TestEveryRouteHasARuleAndStandsInTheREADME(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	s := web.NewServer(web.Config{Service: "analytics", Title: "t", Policy: app.Policy()})
	pages.Mount(s, api.UseCases{}, "QKS")
	if err := s.Err(); err != nil {
		t.Error(err)
	}
	for _, r := range s.Routes() {
		if r.Action == web.Public {
			continue
		}
		if short := strings.Replace(r.Pattern, "/api/analytics/v1", "", 1); !strings.Contains(string(readme), "`"+short+"`") {
			t.Errorf("the README has no %s", short)
		}
	}
	for _, sub := range bus.Subscriptions {
		for _, e := range sub.Events {
			parts := strings.Split(e, ".")
			if !strings.Contains(string(readme), strings.Join(parts[3:], ".")) {
				t.Errorf("the README does not say that %s is heard", e)
			}
		}
	}
}

func TestEverySectionIsAPageUnderTheRuleOfItsLink(t *testing.T) {
	t.Parallel()
	s := web.NewServer(web.Config{Service: "analytics", Title: "t", Policy: app.Policy()})
	pages.Mount(s, api.UseCases{}, "QKS")
	actions := map[string]auth.Action{}
	for _, r := range s.Routes() {
		actions[r.Pattern] = r.Action
	}
	for _, section := range sections.All {
		if got := actions["GET "+section.Href]; got != section.Action {
			t.Errorf("%s is shown to whoever may %q, and opens for whoever may %q", section.Href, section.Action, got)
		}
	}
}

func TestTheStorybookShowsEveryPage(t *testing.T) {
	t.Parallel()
	if n := len(pages.Stories()); n < 5 {
		t.Errorf("%d stories", n)
	}
}
