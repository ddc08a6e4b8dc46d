package analytics_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

type ratesReport struct {
	Spreads []struct {
		Employers []struct {
			Employer string
			Shifts   int64
		}
	}
}

// Lending between two employers that become one crosses no border on the new footprint; what either lends to a third does.
func TestFlowsAndRatesAreRestatedToo(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	merger := merges(t, h)
	work := func(host, site, home string) {
		d := ask(h, host, merger.Sub(h.Clock.Now())-4*time.Hour)
		d.state.Site = site
		d.filled(t, h, shifts.CollaborativeBank).booked(t, h, home, shifts.BookingConfirmed)
	}
	for range 5 {
		work("RPA", "RPA01", "RWF")
		work("RVV", "RVV01", "RPA")
		work("RVV", "RVV01", "RWF")
	}
	testkit.Await(t, soon, "everything is heard", func() bool { return rates(t, h, lead, "").Events == 2*2+2*2+2+15*(1+2) })

	const days = "?from=2026-03-30&until=2026-04-03"
	pairs := func(query string) (out []string) {
		f, status := get[flowsReport](t, h, lead, "/api/analytics/v1/flows"+days+query)
		if status != http.StatusOK {
			t.Fatalf("GET /flows%s: %d", query, status)
		}
		for _, x := range f.Flows {
			out = append(out, x.Home+">"+x.Host)
		}
		return out
	}
	for query, want := range map[string][]string{
		"": {"RPA>RVV", "RWF>RPA", "RWF>RVV"}, "&footprint=2026-03-31": {"RPA>RVV", "RWF>RPA", "RWF>RVV"},
		"&footprint=2026-04-01": {"R1K>RVV"}, "&footprint=2026-04-01&employer=R1K": {"R1K>RVV"},
	} {
		if got := pairs(query); !slices.Equal(got, want) {
			t.Errorf("flows%s: %v, want %v", query, got, want)
		}
	}
	r, status := get[ratesReport](t, h, lead, "/api/analytics/v1/rates"+days+"&footprint=2026-04-01")
	if status != http.StatusOK || len(r.Spreads) != 1 || len(r.Spreads[0].Employers) != 2 || r.Spreads[0].Employers[0].Employer != "R1K" && r.Spreads[0].Employers[1].Employer != "R1K" {
		t.Errorf("rates on the new footprint: %d %+v", status, r)
	}
	for _, name := range []string{"flows", "rates", "fairness", "fatigue"} {
		path := "/api/analytics/v1/" + name + days
		if _, status := get[any](t, h, lead, path+"&footprint=2026-04-01"); status != http.StatusOK {
			t.Errorf("GET %s on a footprint: %d", name, status)
		}
		if _, status := get[any](t, h, employer, path+"&footprint=2026-04-01"); status != http.StatusForbidden {
			t.Errorf("an employer asks for %s on a footprint: %d", name, status)
		}
	}
}
