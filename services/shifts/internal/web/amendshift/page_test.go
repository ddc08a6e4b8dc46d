package amendshift

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/web/pagetest"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

func TestOfATakenShiftOnlyWhatMayChangeIsAsked(t *testing.T) {
	t.Parallel()
	s := Stories()[1]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("taken", "cancel the booking first")
	if p.Value("starts_at") != "" || p.Value("rate_pence") != "" || p.Value("version") != "2" {
		t.Error("it asks for what somebody has agreed to")
	}
	open := Stories()[0]
	if p := pagetest.Render(t, open.Component, open.Principal); p.Value("starts_at") != "19:30" {
		t.Error("an open shift's start cannot be changed")
	}
}

// What the form shows of a shift, sent back, is that shift: in the nights of a clock change too.
func TestTheFormSentBackUnchangedChangesNothing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string][2]string{
		"a night in winter":                 {"2026-01-14T20:00:00Z", "2026-01-15T07:30:00Z"},
		"a night in summer":                 {"2026-07-14T19:00:00Z", "2026-07-15T06:30:00Z"},
		"when clocks go forward":            {"2026-03-28T20:00:00Z", "2026-03-29T06:30:00Z"},
		"when clocks go back":               {"2026-10-24T19:00:00Z", "2026-10-25T07:30:00Z"},
		"an end at the first 01:30":         {"2026-10-24T16:30:00Z", "2026-10-25T00:30:00Z"},
		"an end at the second 01:30":        {"2026-10-24T16:30:00Z", "2026-10-25T01:30:00Z"},
		"a start at the second 01:30":       {"2026-10-25T01:30:00Z", "2026-10-25T08:00:00Z"},
		"a whole day over the clock change": {"2026-03-28T08:00:00Z", "2026-03-29T07:00:00Z"},
	} {
		starts, _ := time.Parse(time.RFC3339, c[0])
		ends, _ := time.Parse(time.RFC3339, c[1])
		s := shift.State{Employer: "RVV", Site: "RVV01", Ward: "ward_7", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5", Status: shift.Open,
			StartsAt: starts, EndsAt: ends, BreakMinutes: 60, Reason: "vacancy", CostCode: "C1", RatePence: 1805, Offering: shift.Offering{FallbackBand: "4"},
			Requirements: shift.Requirements{RegistrationBody: "NMC", DBSLevel: "enhanced", DBSWorkforce: "adult", EPP: true, Competencies: []shift.Competency{{Framework: "cstf", Code: "FIRE", Level: 1}}}}
		a, err := read(valuesOf(s), s)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		after := s
		after.StartsAt, after.EndsAt, after.BreakMinutes, after.RatePence = *a.StartsAt, *a.EndsAt, *a.BreakMinutes, *a.RatePence
		after.Ward, after.Reason, after.CostCode, after.FallbackBand, after.Requirements = *a.Ward, *a.Reason, *a.CostCode, *a.FallbackBand, *a.Requirements
		if changed := s.Changed(after); len(changed) > 0 {
			t.Errorf("%s: changed %v", name, changed)
		}
	}
}
