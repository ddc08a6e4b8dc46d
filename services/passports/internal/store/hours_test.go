package store_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/hours"
)

func TestWhatLimitsAWorkersHoursIsKeptAndToldAndReplaced(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	workerID := k.enrol(t)
	from := k.use.Clock.Now()
	until := from.AddDate(0, 3, 0)
	told := func() string {
		var body []byte
		if err := k.db.Pool.QueryRow(k.ctx, "select body from outbox where aggregate = $1::text order by version desc limit 1", workerID.String()).Scan(&body); err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	if strings.Contains(told(), "working_time") {
		t.Errorf("told before it was recorded: %s", told())
	}
	student := app.NewHours{Contract: "wtr_1998", OptOut: &hours.Period{From: from}, Cap: "term_time_20", Terms: []hours.Period{{From: from, Until: &until}}}
	if _, err := k.use.RecordHours(k.ctx, workerID, student, "r"); err != nil {
		t.Fatal(err)
	}
	w, err := k.store.Get(k.ctx, workerID)
	if err != nil {
		t.Fatal(err)
	}
	h := w.Record().Hours
	if h == nil || h.Cap != "term_time_20" || h.OptOut == nil || !h.OptOut.From.Equal(from) || len(h.Terms) != 1 || !h.Terms[0].Until.Equal(until) {
		t.Fatalf("came back as %+v", h)
	}
	if body := told(); !strings.Contains(body, `"code":"term_time_20"`) || !strings.Contains(body, `"opt_out":{"from"`) {
		t.Errorf("told as %s", body)
	}
	if _, err := k.use.RecordHours(k.ctx, workerID, app.NewHours{Cap: "other_employers_20"}, "r"); err == nil {
		t.Error("a cap without its sponsor is recorded")
	}
	if _, err := k.use.RecordHours(k.ctx, workerID, app.NewHours{}, "r"); err != nil {
		t.Fatal(err)
	}
	if body := told(); strings.Contains(body, "hour_cap") || strings.Contains(body, "opt_out") {
		t.Errorf("what no longer holds is told: %s", body)
	}
	// Another change afterwards writes no second record of hours.
	if _, _, err := k.use.PlaceHold(k.ctx, workerID, app.NewHold{Why: "sickness", Until: &until}, "r"); err != nil {
		t.Fatal(err)
	}
	var kept int
	if err := k.db.Pool.QueryRow(k.ctx, "select count(*) from working_times").Scan(&kept); err != nil || kept != 2 {
		t.Errorf("%d records, %v", kept, err)
	}
}
