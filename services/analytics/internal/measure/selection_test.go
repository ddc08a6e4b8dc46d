package measure_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

func TestASelectionHasTheShiftsThatItsCellCounts(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 3, 28, 20, 0, 0, 0, time.UTC) // The night in which the clocks go forward.
	night := fact.Shift{
		Employer: "RVV", Site: "RVV01", Ward: "cedar", StaffGroup: "nursing_midwifery", Band: "5", StartsAt: start, EndsAt: start.Add(11 * time.Hour),
		NetMinutes: 600, Reason: "sickness", Status: "open", PostedAt: start.Add(-30 * time.Hour),
	}
	calledOff := night
	calledOff.Status = "withdrawn"
	for name, c := range map[string]struct {
		s    measure.Selection
		x    fact.Shift
		want bool
	}{
		"everything":               {measure.Selection{}, night, true},
		"its night":                {measure.Selection{Cell: measure.Cell{Period: measure.Night}}, night, true},
		"the weekend, not its":     {measure.Selection{Cell: measure.Cell{Period: measure.Weekend}}, night, false},
		"its lead band":            {measure.Selection{Cell: measure.Cell{Lead: "1_3d"}}, night, true},
		"its ward at its site":     {measure.Selection{Cell: measure.Cell{Site: "RVV01", Ward: "cedar"}}, night, true},
		"that ward elsewhere":      {measure.Selection{Cell: measure.Cell{Site: "RVV02", Ward: "cedar"}}, night, false},
		"what is unfilled":         {measure.Selection{Parts: []fillrate.Part{fillrate.OwnBank, fillrate.Unfilled}}, night, true},
		"what agencies fill":       {measure.Selection{Parts: []fillrate.Part{fillrate.FrameworkAgency}}, night, false},
		"called off, with all":     {measure.Selection{}, calledOff, true},
		"called off, not unfilled": {measure.Selection{Parts: []fillrate.Part{fillrate.Unfilled}}, calledOff, false},
		"what counts nowhere":      {measure.Selection{}, fact.Shift{Status: "draft"}, false},
	} {
		if got := c.s.Includes(c.x); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestAStoryNamesNobodyAndTellsWhereAWorkerCameFromToTheTwoEmployersOnly(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 3, 10, 7, 30, 0, 0, time.UTC)
	asked, filled := start.Add(-9*24*time.Hour), start.Add(-8*24*time.Hour)
	lent := fact.Shift{
		Employer: "RVV", Status: "filled", FilledBy: "collaborative_bank", HomeEmployer: "RPA", BookingID: "b", StartsAt: start, EndsAt: start.Add(12 * time.Hour),
		PostedAt: asked, FirstFilledAt: &filled, FilledAt: &filled,
	}
	for viewer, want := range map[string]string{"": "", "RVV": "RPA", "RPA": "RPA", "RWF": ""} {
		s, ok := measure.StoryFor(measure.Viewer{viewer}, "s", lent)
		if !ok || s.Shift.HomeEmployer != want || s.Shift.BookingID != "" {
			t.Errorf("%q is told %+v", viewer, s.Shift)
		}
		if s.Waited == nil || *s.Waited != 24*time.Hour || s.Lead != 9*24*time.Hour || s.Part != fillrate.CollaborativeBank {
			t.Errorf("the story is %+v", s)
		}
	}
}

func TestAStoryTellsWhatHadToBeAllowed(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 9, 14, 0, 0, 0, time.UTC)
	s, _ := measure.StoryFor(nil, "s", fact.Shift{
		Status: "filled", FilledBy: "off_framework_agency", FilledAt: &at, BankClosesAt: at.Add(time.Hour),
		Agency: fact.Agency{OverCapWhy: "service_closure_risk", OffFrameworkWhy: "patient_safety", Override: &fact.Override{Role: "executive", Why: "patient_safety", At: at}},
	})
	want := []measure.Approval{
		{Of: "early_agency", Role: "executive", Why: "patient_safety"}, {Of: "off_framework", Role: "executive", Why: "patient_safety"},
		{Of: "over_cap", Why: "service_closure_risk"},
	}
	if len(s.Approvals) != 3 || s.BankFirst != measure.ByOverride {
		t.Fatalf("%+v", s)
	}
	for i, a := range s.Approvals {
		if a.At != nil && !a.At.Equal(at) {
			t.Errorf("allowed at %s", a.At)
		}
		if a.At = nil; a != want[i] {
			t.Errorf("%+v, want %+v", a, want[i])
		}
	}
}
