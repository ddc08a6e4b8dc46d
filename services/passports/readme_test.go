package passports_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports"
	"github.com/muster-ics/muster/services/passports/internal/app"
	pages "github.com/muster-ics/muster/services/passports/internal/web"
)

// The README is the map of the service, so what it names is what there is.
func TestTheREADMENamesEveryRouteEventAndTable(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	readme := string(raw)
	s := web.NewServer(web.Config{Service: "passports", Title: "t", Policy: app.Policy})
	pages.Mount(s, &app.Passports{Clock: clock.System()})
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	for _, r := range s.Routes() {
		pattern := strings.Replace(r.Pattern, "/api/passports/v1", "", 1)
		if r.Action != web.Public && !strings.Contains(readme, "`"+pattern+"`") {
			t.Errorf("%s is not in the README", pattern)
		}
	}
	for _, sub := range passports.Module.Subscriptions {
		for _, name := range sub.Events {
			if !strings.Contains(readme, "`"+name+"`") {
				t.Errorf("that %s is heard is not in the README", name)
			}
		}
	}
	for _, e := range events.Catalog {
		if events.ServiceOf(e.EventName()) == "passports" && !strings.Contains(readme, "`"+e.EventName()+"`") {
			t.Errorf("%s is not in the README", e.EventName())
		}
	}
	schema, err := os.ReadFile("internal/store/migrations/00001_passports.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^create table (\w+)`).FindAllStringSubmatch(string(schema), -1) {
		if !strings.Contains(readme, "`"+m[1]+"`") {
			t.Errorf("table %s is not in the README", m[1])
		}
	}
}
