package competency_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

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
