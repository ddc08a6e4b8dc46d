package check_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

func dbs(change func(*check.Record)) check.Record {
	until := noon.AddDate(3, 0, 0)
	r := check.Record{
		Type: check.DBS, Outcome: check.Satisfied, Level: "enhanced", Workforce: "adult",
		CheckedOn: noon.AddDate(0, -1, 0), RecordedAt: noon, ValidUntil: &until,
	}
	change(&r)
	return r
}

func TestARecordThatBreaksARuleIsRefusedByItsField(t *testing.T) {
	t.Parallel()
	past := noon.AddDate(-1, 0, 0)
	for name, c := range map[string]struct {
		change func(*check.Record)
		field  string
	}{
		"unknown type":              {func(r *check.Record) { r.Type, r.Workforce = "vibes", "" }, "type"},
		"unknown outcome":           {func(r *check.Record) { r.Outcome = "fine" }, "outcome"},
		"free text as method":       {func(r *check.Record) { r.Method = "Passport 123456789" }, "method"},
		"no day":                    {func(r *check.Record) { r.CheckedOn = time.Time{} }, "checked_on"},
		"done tomorrow":             {func(r *check.Record) { r.CheckedOn = noon.AddDate(0, 0, 1) }, "checked_on"},
		"over before it was done":   {func(r *check.Record) { r.ValidUntil = &past }, "valid_until"},
		"dbs without level":         {func(r *check.Record) { r.Level = "" }, "level"},
		"dbs without workforce":     {func(r *check.Record) { r.Workforce = "" }, "workforce"},
		"workforce on another type": {func(r *check.Record) { r.Type, r.Level = check.Identity, "" }, "workforce"},
		"epp on a dbs":              {func(r *check.Record) { r.EPPClearedUntil = r.ValidUntil }, "epp_cleared_until"},
		"not fit yet satisfied": {func(r *check.Record) {
			r.Type, r.Level, r.Workforce = check.OccupationalHealth, "not_fit", ""
		}, "outcome"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := check.New(dbs(c.change), nil)
			in := refusal.Inputs(err)
			if len(in) != 1 || in[0].Field != c.field {
				t.Fatalf("want a refusal of %s alone, got %v", c.field, err)
			}
		})
	}
}

func TestTheRecordWrittenLastCounts(t *testing.T) {
	t.Parallel()
	first, err := check.New(dbs(func(*check.Record) {}), nil)
	if err != nil {
		t.Fatal(err)
	}
	later, err := check.New(dbs(func(r *check.Record) { r.Outcome, r.RecordedAt = check.Withdrawn, noon.Add(time.Hour) }), nil)
	if err != nil {
		t.Fatal(err)
	}
	got, ok := check.Newest([]check.Check{later, first}, check.DBS)
	if !ok || got.Satisfied() {
		t.Fatal("a withdrawal recorded later must count")
	}
}

func TestAHigherLevelAndBothWorkforcesCoverLess(t *testing.T) {
	t.Parallel()
	c, err := check.New(dbs(func(r *check.Record) { r.Level, r.Workforce = "enhanced", "both" }), nil)
	if err != nil {
		t.Fatal(err)
	}
	if !c.CoversLevel("basic") || !c.CoversLevel("enhanced") || c.CoversLevel("enhanced_barred") {
		t.Error("levels cover what is at or below them")
	}
	if !c.CoversWorkforce("adult") || !c.CoversWorkforce("child") || !c.CoversWorkforce("both") {
		t.Error("both covers each")
	}
}
