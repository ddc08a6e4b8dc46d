package competency_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

func TestWorkRestsOnWhatIsSignedOffWhereThatLasts(t *testing.T) {
	t.Parallel()
	end := time.Date(2026, 10, 25, 7, 30, 0, 0, time.UTC)
	until := func(d time.Duration) *time.Time { u := end.Add(d); return &u }
	of := func(level int, provisional bool, until *time.Time) competency.Competency {
		return competency.Rehydrate(competency.Record{Framework: "cstf", Code: "RES", Level: level, Provisional: provisional, ValidUntil: until})
	}
	for _, c := range []struct {
		name        string
		all         []competency.Competency
		found       bool
		level       int
		provisional bool
	}{
		{"none", nil, false, 0, false},
		{"supervised for longer, signed off to the end", []competency.Competency{of(2, true, nil), of(2, false, until(0))}, true, 2, false},
		{"supervised to the end, signed off until a second before", []competency.Competency{of(2, true, until(0)), of(3, false, until(-time.Second))}, true, 2, true},
		{"a higher level that lasts", []competency.Competency{of(1, false, nil), of(3, false, until(time.Hour))}, true, 3, false},
		{"nothing lasts: the one that lasts longest is told", []competency.Competency{of(2, false, until(-48*time.Hour)), of(2, true, until(-time.Hour))}, true, 2, true},
	} {
		got, found := competency.BestFor(c.all, "cstf", "RES", 2, end)
		if found != c.found || found && (got.Record().Level != c.level || got.Record().Provisional != c.provisional) {
			t.Errorf("%s: got %+v, %v", c.name, got.Record(), found)
		}
	}
}

func TestWhereACompetencyComesFromIsToldInCodesAndLines(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	for field, change := range map[string]func(*competency.Record){
		"":              func(r *competency.Record) { r.AssessorOrg, r.Source = "RVV", "esr_csv" },
		"title":         func(r *competency.Record) { r.Title = "one\ntwo" },
		"awarding_body": func(r *competency.Record) { r.AwardingBody = string(make([]byte, 201)) },
		"assessor_org":  func(r *competency.Record) { r.AssessorOrg = "East Kent" },
		"source":        func(r *competency.Record) { r.Source = "hearsay" },
		"derived":       func(r *competency.Record) { r.Derived = true },
	} {
		r := competency.Record{Framework: "cstf", Code: "FIRE", Level: 1, AchievedOn: now, RecordedAt: now}
		change(&r)
		_, err := competency.New(r)
		if in := refusal.Inputs(err); (field == "") != (err == nil) || field != "" && (len(in) != 1 || in[0].Field != field) {
			t.Errorf("want a refusal of %q alone, got %v", field, err)
		}
	}
}
