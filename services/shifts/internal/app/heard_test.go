package app

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/passports"

	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

func TestWhatAPassportSaysOfHours(t *testing.T) {
	t.Parallel()
	first, second := time.Date(2024, 1, 8, 0, 0, 0, 0, time.UTC), time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)
	p := passports.PassportState{Engagements: []passports.Engagement{{From: second}, {From: first}}}
	if w := hoursOf(p); !w.Since.Equal(first) || w.Visa != nil || w.OptOut != nil || w.Contract != "" {
		t.Errorf("%+v", w)
	}
	for code, kind := range map[string]workingtime.VisaKind{
		"term_time_20": workingtime.StudentDegree, "term_time_10": workingtime.StudentBelowDegree, "other_employers_20": workingtime.SkilledWorker} {
		p.WorkingTime = &passports.WorkingTime{Contract: "resident_doctor_2019", OptOut: &passports.Period{From: first, Until: &second},
			HourCap: &passports.HourCap{Code: code, Sponsor: "RVV", Terms: []passports.Period{{From: first, Until: &second}}}}
		w := hoursOf(p)
		if w.Contract != workingtime.ResidentDoctor2019 || !w.OptOut.Holds(first) || w.OptOut.Holds(second) || w.Visa.Kind != kind || w.Visa.Sponsor != "RVV" || len(w.Visa.Terms) != 1 {
			t.Errorf("%s: %+v", code, w)
		}
		// As it is kept for a claim.
		kept, err := json.Marshal(w)
		if err != nil {
			t.Fatal(err)
		}
		var back workingtime.Worker
		if err := json.Unmarshal(kept, &back); err != nil || back.Visa.Kind != kind || !back.Since.Equal(first) || back.OptOut.Until == nil {
			t.Errorf("%s came back as %+v, %v", kept, back, err)
		}
	}
	for _, code := range passports.HourCapCodes {
		if visaOf[code] == "" {
			t.Errorf("nobody knows the hours of %s", code)
		}
	}
}
