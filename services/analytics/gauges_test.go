package analytics_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

// scraped gives the lines of /metrics.
func scraped(t *testing.T, h *testkit.Harness) []string {
	t.Helper()
	res, err := http.Get(h.URL + "/metrics") //nolint:noctx // a scraper has no context
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	b := new(bytes.Buffer)
	if _, err := b.ReadFrom(res.Body); err != nil {
		t.Fatal(err)
	}
	return strings.Split(b.String(), "\n")
}

var (
	metricName = regexp.MustCompile(`\bmuster_[a-z_]+\b`)
	matcher    = regexp.MustCompile(`(muster_[a-z_]+)\{([^}]*)\}`)
	grouping   = regexp.MustCompile(`(?:by|without) ?\(([^)]*)\)`)
	label      = regexp.MustCompile(`([a-z_]+)(?:=~?|!=|!~)"`)
)

// TestTheDashboardAsksForWhatIsExported fills the service, scrapes it, and holds the dashboard and the alarm rules against
// the names and labels that came.
func TestTheDashboardAsksForWhatIsExported(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	register(t, h, "ZZ1", "An employer of this test")
	ask(h, "ZZ1", time.Hour).posted(t, h).filled(t, h, shifts.FrameworkAgency)
	ask(h, "ZZ1", 2*time.Hour).posted(t, h)
	testkit.Await(t, soon, "both are heard", func() bool { return rates(t, h, lead, "").Events == 4 })

	exported := map[string]map[string]bool{}
	found := map[string]string{}
	for _, line := range scraped(t, h) {
		m := matcher.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		if exported[m[1]] == nil {
			exported[m[1]] = map[string]bool{}
		}
		for _, l := range label.FindAllStringSubmatch(m[2], -1) {
			exported[m[1]][l[1]] = true
		}
		if strings.Contains(m[2], `employer="ZZ1"`) && strings.Contains(m[2], `window="next_24h"`) {
			part := regexp.MustCompile(`part="([a-z_]+)"`).FindStringSubmatch(m[2])
			if part != nil {
				found[m[1]+" "+part[1]] = line[strings.LastIndex(line, " ")+1:]
			}
		}
	}
	for series, want := range map[string]string{
		"muster_fill_work_minutes framework_agency": "660", "muster_fill_work_minutes unfilled": "660", "muster_fill_work_minutes own_bank": "0",
		"muster_fill_shifts framework_agency": "1", "muster_fill_shifts unfilled": "1",
	} {
		if found[series] != want {
			t.Errorf("%s is %q, want %s", series, found[series], want)
		}
	}
	for name, labels := range exported {
		for l := range labels {
			if strings.HasPrefix(name, "muster_fill_") && (strings.Contains(l, "id") || l == "worker" || l == "ward") {
				t.Errorf("%s has the label %s", name, l)
			}
		}
	}

	check := func(where, expr string) {
		t.Helper()
		var labels map[string]bool
		for _, name := range metricName.FindAllString(expr, -1) {
			if exported[name] == nil {
				t.Errorf("%s asks for %s, which is not exported", where, name)
			}
			labels = exported[name]
		}
		for _, m := range matcher.FindAllStringSubmatch(expr, -1) {
			for _, l := range label.FindAllStringSubmatch(m[2], -1) {
				if !exported[m[1]][l[1]] {
					t.Errorf("%s: %s has no label %s", where, m[1], l[1])
				}
			}
		}
		for _, m := range grouping.FindAllStringSubmatch(expr, -1) {
			for l := range strings.SplitSeq(m[1], ",") {
				if l = strings.TrimSpace(l); l != "" && !labels[l] {
					t.Errorf("%s groups by %s, which is no label", where, l)
				}
			}
		}
	}
	for title, expr := range dashboard(t) {
		check(title, expr)
	}
	for name, expr := range alarms(t) {
		check(name, expr)
	}
}

func dashboard(t *testing.T) map[string]string {
	t.Helper()
	raw, err := os.ReadFile("../../deploy/grafana/dashboards/fill-rate.json")
	if err != nil {
		t.Fatal(err)
	}
	var d struct {
		UID    string
		Panels []struct {
			Title      string
			Datasource struct{ UID string }
			Targets    []struct{ Expr string }
		}
		Templating struct {
			List []struct{ Name, Query string }
		}
	}
	if err := json.Unmarshal(raw, &d); err != nil || d.UID != "muster-fill-rate" {
		t.Fatalf("the dashboard %q: %v", d.UID, err)
	}
	out := map[string]string{}
	for _, p := range d.Panels {
		if p.Datasource.UID != "muster-prometheus" || len(p.Targets) == 0 {
			t.Errorf("%s asks %q", p.Title, p.Datasource.UID)
		}
		for _, x := range p.Targets {
			out[p.Title+" "+x.Expr] = strings.NewReplacer("$window", "next_24h", "$employer", ".*").Replace(x.Expr)
		}
	}
	for _, v := range d.Templating.List {
		if v.Query != "" && strings.Contains(v.Query, "muster_") {
			out["variable "+v.Name] = v.Query
		}
	}
	return out
}

func alarms(t *testing.T) map[string]string {
	t.Helper()
	raw, err := os.ReadFile("../../deploy/grafana/prometheus/rules.yml")
	if err != nil {
		t.Fatal(err)
	}
	var f struct {
		Groups []struct {
			Rules []struct{ Alert, Expr string }
		}
	}
	if err := yaml.Unmarshal(raw, &f); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, g := range f.Groups {
		for _, r := range g.Rules {
			out[r.Alert] = r.Expr
		}
	}
	if len(out) == 0 {
		t.Error("there are no alarm rules")
	}
	return out
}
