package analytics_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

func staffOf(code string) auth.Principal {
	return auth.Principal{Subject: "emp-" + code, Role: auth.Employer, Employer: code, ICS: testkit.ICS}
}

// seen is the codes of the employers of which somebody sees figures.
func seen(t *testing.T, h *testkit.Harness, who auth.Principal, query string) (out []string) {
	t.Helper()
	for _, c := range rates(t, h, who, query).Cells {
		if !slices.Contains(out, c.Employer) {
			out = append(out, c.Employer)
		}
	}
	slices.Sort(out)
	return out
}

// RPA and RWF become R1K at midnight: until then the people of each see their own figures, from then on all of them the three codes'.
func TestPeopleOfAPredecessorActForItsHeirFromTheDayOn(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	merger := merges(t, h)
	heard := testkit.Collect(t, h.Bus, "analytics")
	for _, ods := range []string{"RPA", "RWF", "R1K", "RVV"} {
		ask(h, ods, merger.Add(20*time.Hour).Sub(h.Clock.Now())).posted(t, h)
	}
	lent := ask(h, "RVV", merger.Add(30*time.Hour).Sub(h.Clock.Now())).filled(t, h, shifts.CollaborativeBank)
	lent.booked(t, h, "RPA", shifts.BookingConfirmed)
	testkit.Await(t, soon, "everything is heard", func() bool { return rates(t, h, lead, "").Events == 2*2+2*2+2+4+(1+2) })
	ruleID, _ := addRule(t, h, staffOf("RPA"), fillRule(rule{"hours_ahead": 72}))
	raised := alertOf(t, heard, "muster.analytics.alert.raised.v1", ruleID)

	const days = "?from=2026-03-30&until=2026-04-03"
	check := func(when string, who auth.Principal, codes []string, alerts, flows int) {
		t.Helper()
		if got := seen(t, h, who, ""); !slices.Equal(got, codes) {
			t.Errorf("%s, %s sees figures of %v, want %v", when, who.Employer, got, codes)
		}
		table, status := get[restatedTable](t, h, who, "/api/analytics/v1/measures"+days+"&by=employer")
		if status != http.StatusOK || len(table.byEmployer()) != len(codes) || table.Total.Minutes.Unfilled != int64(660*len(codes)) {
			t.Errorf("%s, %s measures %d %+v", when, who.Employer, status, table)
		}
		gaps, status := get[struct {
			Gaps []struct {
				ShiftID string `json:"shift_id"`
			}
		}](t, h, who, "/api/analytics/v1/gaps")
		if status != http.StatusOK || len(gaps.Gaps) != len(codes) {
			t.Errorf("%s, %s has gaps %d %+v", when, who.Employer, status, gaps)
		}
		page, status := get[shiftPage](t, h, who, shiftsPath+days)
		if status != http.StatusOK || len(page.Shifts) != len(codes) {
			t.Errorf("%s, %s drills to %d %+v", when, who.Employer, status, page)
		}
		list, _ := get[alertList](t, h, who, "/api/analytics/v1/alerts")
		rules, _ := get[struct{ Rules []any }](t, h, who, rulesPath)
		if len(list.Alerts) != alerts || len(rules.Rules) != alerts {
			t.Errorf("%s, %s reads alerts %+v by rules %+v", when, who.Employer, list, rules)
		}
		f, status := get[flowsReport](t, h, who, "/api/analytics/v1/flows"+days)
		if status != http.StatusOK || len(f.Flows) != flows {
			t.Errorf("%s, %s reads flows %d %+v", when, who.Employer, status, f)
		}
	}
	check("before", staffOf("RPA"), []string{"RPA"}, 1, 1)
	check("before", staffOf("RWF"), []string{"RWF"}, 0, 0)
	check("before", staffOf("R1K"), []string{"R1K"}, 0, 0)
	if _, status := get[any](t, h, staffOf("RPA"), "/api/analytics/v1/fill-rates?employer=R1K"); status != http.StatusNotFound {
		t.Errorf("before its day the heir is another: %d", status)
	}

	h.Clock.Set(merger)
	all := []string{"R1K", "RPA", "RWF"}
	for _, code := range all {
		check("from the day on", staffOf(code), all, 1, 1)
	}
	for query, want := range map[string][]string{"?employer=RPA": {"RPA"}, "?employer=R1K": all} {
		for _, who := range []auth.Principal{staffOf("RWF"), lead} {
			if got := seen(t, h, who, query); !slices.Equal(got, want) {
				t.Errorf("%s%s sees %v, want %v", who.Role, query, got, want)
			}
		}
	}
	if got := seen(t, h, lead, ""); len(got) != 4 {
		t.Errorf("the lead sees %v: figures keep their codes", got)
	}
	path := "/api/analytics/v1/alerts/" + raised.AlertID + "/acknowledge"
	for who, want := range map[string]int{"RVV": http.StatusNotFound, "R1K": http.StatusOK} {
		if out, status, _ := send(t, h, staffOf(who), http.MethodPost, path, "", rule{}); status != want {
			t.Errorf("acknowledged by %s: %d %v", who, status, out)
		}
	}
	if in, status := get[struct{ Unread int }](t, h, staffOf("R1K"), "/api/analytics/v1/alert-inbox"); status != http.StatusOK || in.Unread != 1 {
		t.Errorf("the heir's inbox: %d %+v", status, in)
	}
	if _, status := get[any](t, h, staffOf("RVV"), "/api/analytics/v1/fill-rates?employer=RPA"); status != http.StatusNotFound {
		t.Errorf("another employer is answered %d", status)
	}
}
