package analytics_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/analytics"
	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

// calls is what the world was told of alerts, by the names of their rules.
type calls struct {
	heard *testkit.Collector
	names map[string]string
}

// standing is the alerts that stand, and how often each was raised, by rule and employer.
func (x calls) standing(t testing.TB) (now, raised map[string]int) {
	t.Helper()
	now, raised = map[string]int{}, map[string]int{}
	for _, env := range x.heard.All() {
		var e struct{ Alert analytics.AlertState }
		if err := json.Unmarshal(env.Data, &e); err != nil {
			t.Fatal(err)
		}
		alert := x.names[e.Alert.RuleID] + " " + e.Alert.Employer
		switch env.Type {
		case "muster.analytics.alert.raised.v1":
			now[alert]++
			raised[alert]++
		case "muster.analytics.alert.cleared.v1":
			if now[alert]--; now[alert] == 0 {
				delete(now, alert)
			}
		}
	}
	return now, raised
}

// stand waits until these alerts stand and no others.
func (x calls) stand(t testing.TB, what string, want ...string) {
	t.Helper()
	alerts := map[string]int{}
	for _, w := range want {
		alerts[w] = 1
	}
	testkit.Await(t, soon, what, func() bool {
		now, _ := x.standing(t)
		return maps.Equal(now, alerts)
	})
}

// at is a shift of an employer at a site, twenty hours from now.
func at(h *testkit.Harness, ods, site string) *demand {
	d := ask(h, ods, 20*time.Hour)
	d.state.Site = site
	return d
}

// RPA and RWF become R1K, and R1K a year later R2K. Each predecessor's rule goes on for the places that were its own, a rule on all
// employers goes on for the heir, nothing calls anew at the midnight, and the heir's own rule takes the place of theirs.
func TestRulesOfPredecessorsGoOnForTheirPartsOfTheHeir(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	merger := merges(t, h)
	x := calls{heard: testkit.Collect(t, h.Bus, "analytics"), names: map[string]string{}}
	rule := func(who auth.Principal, name string) (ruleID, etag string) {
		ruleID, etag = addRule(t, h, who, fillRule(rule{"name": name, "hours_ahead": 336}))
		x.names[ruleID] = name
		return ruleID, etag
	}
	medway := at(h, "RPA", "RPA01").posted(t, h)
	at(h, "RWF", "RWF01").posted(t, h).filled(t, h, shifts.OwnBank)
	testkit.Await(t, soon, "the shifts are heard", func() bool { return rates(t, h, lead, "").Events == 2*2+2*2+2+3 })
	rule(staffOf("RPA"), "rpa")
	rule(staffOf("RWF"), "rwf")
	rule(lead, "all")
	x.stand(t, "RPA's gap is called for", "rpa RPA", "all RPA")

	h.Clock.Set(merger.Add(-time.Second))
	early := at(h, "R1K", "RPA01").posted(t, h) // Posted ahead under the new code: until the day it is nobody's but R1K's.
	x.stand(t, "a second before, the heir is another", "rpa RPA", "all RPA", "all R1K")
	early.filled(t, h, shifts.OwnBank)
	x.stand(t, "the heir's own gap is over", "rpa RPA", "all RPA")

	h.Clock.Set(merger)
	if out, status, _ := send(t, h, staffOf("R1K"), http.MethodPost, rulesPath+"/try", "", fillRule(map[string]any{"hours_ahead": 336})); status != http.StatusOK || out["raised"] != 1.0 {
		t.Errorf("tried on the past of both predecessors: %d %v", status, out)
	}
	theirs := at(h, "R1K", "RWF01").posted(t, h)
	x.stand(t, "from the midnight on, RWF's rule sees what is at RWF's site", "rpa RPA", "all RPA", "rwf RWF")
	medway.filled(t, h, shifts.OwnBank)
	x.stand(t, "RPA's part is filled; of the heir as a whole there is still too little", "all RPA", "rwf RWF")
	theirs.filled(t, h, shifts.OwnBank)
	x.stand(t, "all is filled")
	at(h, "R1K", "NEW01").posted(t, h)
	x.stand(t, "a place that neither had is watched by the rules of both", "rpa RPA", "rwf RWF", "all R1K")

	heirs, etag := rule(staffOf("R1K"), "own")
	x.stand(t, "the heir's own rule takes the place of both", "own R1K", "all R1K")
	if body, status := page(t, h, staffOf("R1K"), "/fill-rate/alerts/rules"); status != http.StatusOK || !strings.Contains(body, "Rests: own judges instead") || !strings.Contains(body, "Made as Employer RPA") {
		t.Errorf("the list of rules: %d %s", status, body)
	}
	if _, status, _ := send(t, h, staffOf("RPA"), http.MethodPut, rulesPath+"/"+heirs, etag, fillRule(map[string]any{"name": "own", "hours_ahead": 336, "on": false})); status != http.StatusOK {
		t.Fatalf("the heir's rule is turned off: %d", status)
	}
	x.stand(t, "without it theirs go on", "rpa RPA", "rwf RWF", "all R1K")

	// A second merger: the parts are still the parts.
	second := time.Date(2027, 3, 31, 23, 0, 0, 0, time.UTC)
	h.Clock.Set(second.Add(-time.Hour))
	followedBy(t, h, "R1K", "R2K", merger, second)
	x.stand(t, "what was open has passed")
	h.Clock.Set(second)
	at(h, "R2K", "RWF01").posted(t, h)
	x.stand(t, "two mergers on, RWF's rule sees what is at RWF's site", "rwf RWF", "all R2K")

	want := map[string]int{"rpa RPA": 3, "rwf RWF": 4, "all RPA": 1, "all R1K": 2, "own R1K": 1, "all R2K": 1}
	if _, got := x.standing(t); !maps.Equal(got, want) {
		t.Errorf("raised %v, want %v", got, want)
	}
}

// followedBy tells that one employer follows another, with the sites that it has by then.
func followedBy(t testing.TB, h *testkit.Harness, old, heir string, since, on time.Time) {
	t.Helper()
	tell := func(e events.Event, ods string, version int64) {
		testkit.Publish(t, h.Bus, "deployments", e, events.Meta{AggregateID: ods, AggregateVersion: version, ODS: ods[:3], Time: h.Clock.Now()})
	}
	state := func(ods string, since time.Time, until *time.Time, by string) deployments.EmployerState {
		return deployments.EmployerState{
			ODS: ods, Name: "Employer " + ods, Kind: "acute", ICS: "QKS", Since: since, ClosedAt: until, SucceededBy: by,
			Memberships: []deployments.Membership{{ICS: "QKS", Since: since, Until: until}},
		}
	}
	tell(deployments.EmployerRegisteredV1{Employer: state(heir, on, nil, "")}, heir, 1)
	tell(deployments.EmployerSucceededV1{Employer: state(old, since, &on, heir)}, old, 2)
	for _, ods := range []string{"RPA", "RWF"} {
		tell(deployments.SiteRegisteredV1{Site: deployments.SiteState{
			ODS: ods + "01", Employer: heir, Name: "Site " + ods, Town: "Kent", Postcode: "ME7 5NY",
			Owners: []deployments.Owner{{Employer: ods, Until: &since}, {Employer: old, From: &since, Until: &on}, {Employer: heir, From: &on}},
		}}, ods+"01", 3)
	}
}
