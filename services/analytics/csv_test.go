package analytics_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/sheet"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

// file downloads a CSV and reads it as whoever opens it would.
func file(t *testing.T, h *testkit.Harness, who auth.Principal, path string) (rows []map[string]string, raw string, status int) {
	t.Helper()
	b, res := fetch(t, h, who, path)
	if res.StatusCode != http.StatusOK {
		return nil, string(b), res.StatusCode
	}
	if kind := res.Header.Get("Content-Type"); kind != "text/csv; charset=utf-8" || !strings.HasPrefix(res.Header.Get("Content-Disposition"), "attachment; filename=") {
		t.Errorf("%s is sent as %s, %s", path, kind, res.Header.Get("Content-Disposition"))
	}
	s, err := sheet.Read(b, sheet.Options{})
	if err != nil {
		t.Fatalf("%s: %v in %s", path, err, b)
	}
	heads := s.Lines[0].Cells
	for _, l := range s.Lines[1:] {
		row := map[string]string{}
		for i, c := range l.Cells {
			row[heads[i]] = c
		}
		rows = append(rows, row)
	}
	return rows, string(b), res.StatusCode
}

func TestEveryTableIsTakenAlongAsItStandsInTheAPI(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	at := h.Clock.Now()
	register(t, h, "RVV", `=HYPERLINK("https://example.invalid","East Kent")`)
	first := ask(h, "RVV", time.Hour)
	first.state.PostedAt, first.state.FirstFilledAt, first.state.FilledAt = at.Add(-90*time.Minute), &at, &at
	first.filled(t, h, shifts.CollaborativeBank).booked(t, h, "RPA", shifts.BookingConfirmed)
	gap := ask(h, "RVV", 2*time.Hour).posted(t, h)
	for range 6 {
		enrolled(t, h, "RVV")
	}
	testkit.Await(t, soon, "everything is heard", func() bool { return rates(t, h, lead, "").Events == 1+2+2+6 })
	heard := testkit.Collect(t, h.Bus, "analytics")
	rule, _ := addRule(t, h, lead, fillRule(nil))
	alertOf(t, heard, "muster.analytics.alert.raised.v1", rule)

	const api = "/api/analytics/v1"
	h.Clock.Advance(2 * time.Second)
	moment := "?at=" + h.Clock.Now().UTC().Format(time.RFC3339)
	for path, want := range map[string]struct {
		rows         int
		column, cell string
	}{
		"/fill-rates.csv":                    {1, "minutes_unfilled", "660"},
		"/trend.csv?days=3":                  {3, "date", ""},
		"/gaps.csv":                          {1, "shift_id", gap.state.ShiftID},
		"/as-of.csv" + moment:                {1, "employer", "RVV"},
		"/forecast.csv":                      {14, "date", ""},
		"/measures.csv?by=employer,lead":     {1, "time_to_fill_median_minutes", "90"},
		"/measures.csv":                      {1, "fill_rate", "0.5"},
		"/flows.csv":                         {1, "few", "true"},
		"/rates.csv":                         {2, "employer_median_pence", "1845"},
		"/compliance.csv":                    {1, "deployable_count", "0"},
		"/fatigue.csv":                       {1, "workers", "0"},
		"/alerts.csv?standing=true":          {1, "sees", "50% filled of 2 shifts"},
		"/measures.csv?by=employer&from=%3D": {0, "", ""},
	} {
		rows, raw, status := file(t, h, lead, api+path)
		if want.column == "" {
			if status != http.StatusUnprocessableEntity && status != http.StatusBadRequest {
				t.Errorf("%s: %d", path, status)
			}
			continue
		}
		if status != http.StatusOK || len(rows) < 1 || len(rows) > want.rows {
			t.Errorf("%s: %d, %d rows: %s", path, status, len(rows), raw)
			continue
		}
		if _, ok := rows[0][want.column]; !ok || want.cell != "" && rows[0][want.column] != want.cell {
			t.Errorf("%s: %s is %q in %v", path, want.column, rows[0][want.column], rows[0])
		}
		for _, f := range []string{"\n=", ",=", ",\"=", "\n\"="} {
			if strings.Contains(raw, f) {
				t.Errorf("%s has a formula: %s", path, raw)
			}
		}
		if _, _, status := file(t, h, worker, api+path); status != http.StatusNotFound {
			t.Errorf("a worker is answered %d on %s", status, path)
		}
	}

	// What is cut in the JSON is cut in the file, and the pair itself reads both whole. Our own reader takes the
	// apostrophe away again.
	if rows, _, _ := file(t, h, lead, api+"/flows.csv"); rows[0]["minutes"] != "0" || !strings.HasPrefix(rows[0]["host_name"], "=HYPERLINK") {
		t.Errorf("the lead's file %v", rows)
	}
	if rows, _, _ := file(t, h, employer, api+"/flows.csv"); rows[0]["minutes"] != "660" {
		t.Errorf("the host's file %v", rows)
	}

	// The file has a column for every figure of the JSON and no other: what is nested is joined by "_".
	answer, _ := get[map[string]any](t, h, lead, api+"/measures?by=employer")
	row, _ := answer["rows"].([]any)[0].(map[string]any)
	want := flattened(nil, "", row)
	rows, _, _ := file(t, h, lead, api+"/measures.csv?by=employer")
	for name, cell := range want {
		if rows[0][name] != cell {
			t.Errorf("%s is %q in the file and %q in the JSON", name, rows[0][name], cell)
		}
	}
	extra := []string{"from", "until", "employer_name", "site_name", "site", "ward", "staff_group", "band", "period", "lead", "reason"}
	for name := range rows[0] {
		if _, ok := want[name]; !ok && !slices.Contains(extra, name) {
			t.Errorf("the file has %s, which the JSON has not", name)
		}
	}
}

func flattened(out map[string]string, prefix string, v map[string]any) map[string]string {
	if out == nil {
		out = map[string]string{}
	}
	for name, x := range v {
		switch x := x.(type) {
		case map[string]any:
			flattened(out, prefix+name+"_", x)
		case nil:
			out[prefix+name] = ""
		case string:
			out[prefix+name] = x
		default:
			b, _ := json.Marshal(x)
			out[prefix+name] = string(b)
		}
	}
	return out
}

func TestAllShiftsOfAFigureAreTakenAlong(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	register(t, h, "RVV", `=HYPERLINK("https://example.invalid","East Kent")`)
	const asked = 203 // More than one page of the JSON holds.
	want := make([]string, asked)
	at := h.Clock.Now()
	for i := range want {
		d := ask(h, "RVV", time.Hour+time.Duration(i)*time.Minute)
		d.state.Opened = []shifts.OpenedStep{{Step: "own_bank", At: at}}
		want[i] = d.posted(t, h).state.ShiftID
	}
	ask(h, "RPA", 2*time.Hour).posted(t, h)
	testkit.Await(t, soon, "all are counted", func() bool { return rates(t, h, lead, "").Events == asked+2 })

	const path = "/api/analytics/v1/measures/shifts.csv?window=next_24h"
	rows, raw, status := file(t, h, lead, path+"&employer=RVV&part=unfilled,withdrawn")
	got := make([]string, len(rows))
	for i, r := range rows {
		got[i] = r["shift_id"]
	}
	if status != http.StatusOK || !slices.Equal(got, want) {
		t.Fatalf("%d, %d rows, want %d in the order of their starts: %.300s", status, len(got), asked, raw)
	}
	if rows[0]["steps"] != "own_bank "+at.UTC().Format(time.RFC3339) || rows[0]["part"] != "unfilled" || rows[0]["agency_name"] != "" || rows[0]["waited_minutes"] != "" {
		t.Errorf("a row is %v", rows[0])
	}
	if strings.Contains(raw, ",=") || strings.Contains(raw, `,"=`) {
		t.Error("the file has a formula")
	}
	if all, _, _ := file(t, h, lead, path); len(all) != asked+1 {
		t.Errorf("a lead has %d rows", len(all))
	}
	if own, _, _ := file(t, h, employer, path); len(own) != asked {
		t.Errorf("an employer has %d rows", len(own))
	}
	for _, who := range []auth.Principal{worker, employer} {
		if _, _, status := file(t, h, who, path+"&employer=RPA"); status != http.StatusNotFound {
			t.Errorf("%s is answered %d", who.Role, status)
		}
	}
	if body, _ := page(t, h, lead, "/fill-rate/shifts?window=next_24h&employer=RVV"); !strings.Contains(body, "measures/shifts.csv?employer=RVV&amp;window=next_24h") {
		t.Error("the page has no link to its file")
	}
}
