package analytics_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

type restatedTable struct {
	Rows []struct {
		Employer, Site string
		figures
	}
	Total     struct{ figures }
	Footprint struct {
		AsAt    time.Time `json:"as_at"`
		Inexact int64
		Outside []string
	}
}

// byEmployer is the unfilled minutes of each employer.
func (r restatedTable) byEmployer() map[string]int64 {
	out := map[string]int64{}
	for _, row := range r.Rows {
		out[row.Employer] += row.Minutes.Unfilled
	}
	return out
}

// merges tells that RPA and RWF become R1K at midnight in London of 1 April 2026, which is 23:00 UTC, and sets the clock to
// the day before. That is six events of employers and two of sites.
func merges(t *testing.T, h *testkit.Harness) (merger time.Time) {
	t.Helper()
	founded, merger := time.Date(2022, 6, 30, 23, 0, 0, 0, time.UTC), time.Date(2026, 3, 31, 23, 0, 0, 0, time.UTC)
	h.Clock.Set(time.Date(2026, 3, 31, 8, 0, 0, 0, time.UTC))
	tell := func(e events.Event, ods string, version int64) {
		testkit.Publish(t, h.Bus, "deployments", e, events.Meta{AggregateID: ods, AggregateVersion: version, ODS: ods[:3], Time: h.Clock.Now()})
	}
	state := func(ods string, since time.Time, until *time.Time, by string) deployments.EmployerState {
		return deployments.EmployerState{
			ODS: ods, Name: "Employer " + ods, Kind: "acute", ICS: "QKS", Since: since, ClosedAt: until, SucceededBy: by,
			Memberships: []deployments.Membership{{ICS: "QKS", Since: since, Until: until}},
		}
	}
	// The merger is heard of before the employers were: the newest version says all, whatever the order.
	for _, ods := range []string{"RPA", "RWF"} {
		tell(deployments.EmployerSucceededV1{Employer: state(ods, founded, &merger, "R1K")}, ods, 2)
		tell(deployments.EmployerRegisteredV1{Employer: state(ods, founded, nil, "")}, ods, 1)
		tell(deployments.SiteRegisteredV1{Site: deployments.SiteState{
			ODS: ods + "01", Employer: ods, Name: "Site " + ods, Town: "Kent", Postcode: "ME7 5NY",
			Owners: []deployments.Owner{{Employer: ods, Until: &merger}, {Employer: "R1K", From: &merger}},
		}}, ods+"01", 2)
	}
	tell(deployments.EmployerRegisteredV1{Employer: state("R1K", merger, nil, "")}, "R1K", 1)
	tell(deployments.EmployerRegisteredV1{Employer: state("RVV", founded, nil, "")}, "RVV", 1)
	return merger
}

// The same shifts, told on the employers of before a merger and of after it.
func TestFiguresAreRestatedOnTheFootprintsBeforeAndAfterAMerger(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	merger := merges(t, h)

	at := func(ods, site string, starts time.Time, minutes int) {
		d := ask(h, ods, starts.Sub(h.Clock.Now()))
		d.state.Site, d.state.NetMinutes = site, minutes
		d.posted(t, h)
	}
	at("RPA", "RPA01", merger.Add(-4*time.Hour), 660) // a night across the midnight of the merger: it counts where it starts
	at("RWF", "RWF01", merger.Add(-12*time.Hour), 600)
	at("R1K", "RPA01", merger, 100)                  // from the very midnight on under the new code
	at("R1K", "RWF01", merger.Add(20*time.Hour), 30) // a day later
	at("RPA", "RPA01", merger.Add(21*time.Hour), 5)  // still posted under the old code
	at("R1K", "NEW01", merger.Add(22*time.Hour), 1)  // at a place that nobody has told of
	at("RVV", "RVV01", merger.Add(-4*time.Hour), 10_000)
	testkit.Await(t, soon, "everything is heard", func() bool { return rates(t, h, lead, "").Events == 2*2+2*2+2+7 })

	const path = "/api/analytics/v1/measures?by=employer,site&from=2026-03-30&until=2026-04-03"
	plain, _ := get[restatedTable](t, h, lead, path)
	older, status := get[restatedTable](t, h, lead, path+"&footprint=2026-03-31")
	newer, _ := get[restatedTable](t, h, lead, path+"&footprint=2026-04-01")
	if status != http.StatusOK {
		t.Fatalf("%d", status)
	}
	for name, c := range map[string]struct {
		got  restatedTable
		want map[string]int64
	}{
		"as recorded":          {plain, map[string]int64{"RPA": 665, "RWF": 600, "R1K": 131, "RVV": 10_000}},
		"on the old footprint": {older, map[string]int64{"RPA": 765, "RWF": 630, "R1K": 1, "RVV": 10_000}},
		"on the new footprint": {newer, map[string]int64{"R1K": 1396, "RVV": 10_000}},
	} {
		got := c.got.byEmployer()
		if len(got) != len(c.want) {
			t.Errorf("%s: %v", name, got)
		}
		for ods, minutes := range c.want {
			if got[ods] != minutes {
				t.Errorf("%s: %s has %d, want %d", name, ods, got[ods], minutes)
			}
		}
		if c.got.Total.Minutes.Unfilled != 11_396 {
			t.Errorf("%s: nothing may be lost: %d", name, c.got.Total.Minutes.Unfilled)
		}
	}
	if f := older.Footprint; f.Inexact != 1 || len(f.Outside) != 1 || f.Outside[0] != "R1K" || !f.AsAt.Equal(merger.Add(-24*time.Hour)) {
		t.Errorf("the old footprint: %+v", f)
	}
	if f := newer.Footprint; f.Inexact != 0 || len(f.Outside) != 0 {
		t.Errorf("the new footprint: %+v", f)
	}
	const pageDays = "?from=2026-03-30&to=2026-04-02&footprint="
	for _, name := range []string{"waiting", "agency", "flows", "rates", "people"} {
		if body, code := page(t, h, lead, "/fill-rate/"+name+pageDays+"2026-03-31"); code != http.StatusOK || !strings.Contains(body, "Not exact: of 1 shift the record does not tell") {
			t.Errorf("%s does not say that a shift could not be restated: %d", name, code)
		}
		if body, _ := page(t, h, lead, "/fill-rate/"+name+pageDays+"2026-04-01"); strings.Contains(body, "Not exact") {
			t.Errorf("%s says of exact figures that they are not", name)
		}
	}
	for address, want := range map[string]string{
		"trend?footprint=2026-04-01&employer=R1K":                                            "0% was filled in the last 7 days",
		"trend?footprint=2026-04-01&employer=RPA":                                            "Nothing was requested in the last 7 days",
		"trend?footprint=2026-03-31&employer=RPA":                                            "On the employers as they are on 31 March 2026",
		"as-of?date=2026-03-31&time=09:00&window=next_24h&footprint=2026-04-01&employer=R1K": "0% was filled and 3 shifts had nobody",
		"as-of?date=2026-03-31&time=09:00&window=next_24h&footprint=2026-03-31&employer=RWF": "0% was filled and 1 shift had nobody",
		"as-of?date=2026-03-31&time=09:00&window=next_14d&footprint=2026-03-31":              "Not exact: of 1 shift the record does not tell",
	} {
		if body, code := page(t, h, lead, "/fill-rate/"+address); code != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s answers %d and does not say %q", address, code, want)
		}
	}
	if one, _ := get[restatedTable](t, h, lead, path+"&footprint=2026-03-31&employer=RPA"); one.Total.Minutes.Unfilled != 765 || len(one.Rows) != 1 {
		t.Errorf("one employer of the old footprint: %+v", one)
	}
	for path, want := range map[string]int{path + "&footprint=31.3.2026": http.StatusUnprocessableEntity, path + "&footprint=2026-02-30": http.StatusUnprocessableEntity} {
		if _, status := get[restatedTable](t, h, lead, path); status != want {
			t.Errorf("GET %s: %d", path, status)
		}
	}
	if _, status := get[restatedTable](t, h, employer, path+"&footprint=2026-03-31"); status != http.StatusForbidden {
		t.Errorf("an employer: %d", status)
	}
}
