package risk_test

import (
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/risk"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

var now = time.Date(2026, 11, 23, 6, 30, 0, 0, time.UTC)

func gap(in time.Duration, change func(*shift.State)) shift.State {
	s := shift.State{ID: id.New(), Employer: "RVV", Site: "RVV01", Ward: "ward_7", StaffGroup: "nursing_midwifery", Reason: "vacancy",
		StartsAt: now.Add(in), EndsAt: now.Add(in + 12*time.Hour)}
	if change != nil {
		change(&s)
	}
	return s
}

func rank(could int, night bool, gaps ...shift.State) []risk.Gap {
	return risk.Rank(gaps, now, policy.DefaultUrgency(), func(shift.State) int { return could }, func(shift.State) bool { return night })
}

func TestLevelsOfOneGap(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		in     time.Duration
		could  int
		night  bool
		change func(*shift.State)
		level  risk.Level
		why    []string
	}{
		"in two hours, with many who could come": {2 * time.Hour, 40, false, nil, risk.High, []string{"Starts in 2 h"}},
		"in a quarter of an hour":                {15 * time.Minute, 40, false, nil, risk.High, []string{"Starts in 15 min"}},
		"begun with nobody":                      {-time.Hour, 40, false, nil, risk.High, []string{"It has started"}},
		"tomorrow morning, with many":            {23 * time.Hour, 40, false, nil, risk.Medium, []string{"Starts in 23 h"}},
		"tonight, registered, and nobody could come": {13 * time.Hour, 0, true, nil, risk.High,
			[]string{"Starts in 13 h", "Nobody on the banks could take it", "A registered night"}},
		"a support worker's night is no registered one": {13 * time.Hour, 40, true, func(s *shift.State) { s.StaffGroup = "clinical_support" }, risk.Medium, []string{"Starts in 13 h"}},
		"in two days, with a few":                       {48 * time.Hour, 2, false, nil, risk.Low, []string{"Starts in 48 h", "Only 2 on the banks could take it"}},
		"in two days, with nobody":                      {48 * time.Hour, 0, false, nil, risk.Medium, []string{"Starts in 48 h", "Nobody on the banks could take it"}},
		"in two weeks, with many":                       {14 * 24 * time.Hour, 40, false, nil, risk.Low, nil},
		"enhanced care is urgent further ahead": {40 * time.Hour, 40, false, func(s *shift.State) { s.Reason = "enhanced_care" }, risk.Medium,
			[]string{"Starts in 40 h", "Asked for because patients need more"}},
		"somebody had it": {23 * time.Hour, 5, false, func(s *shift.State) { s.Reopened = 1 }, risk.Medium,
			[]string{"Starts in 23 h", "5 on the banks could take it", "Somebody had it and does not come"}},
	} {
		got := rank(c.could, c.night, gap(c.in, c.change))[0]
		if got.Level != c.level || !slices.Equal(got.Why, c.why) {
			t.Errorf("%s: %s %q, want %s %q", name, got.Level, got.Why, c.level, c.why)
		}
	}
}

func TestSeveralGapsOnOneWardWeighMore(t *testing.T) {
	t.Parallel()
	alone := gap(20*time.Hour, func(s *shift.State) { s.Ward = "ward_9" })
	pair := []shift.State{gap(20*time.Hour, nil), gap(24*time.Hour, nil)}
	after := gap(40*time.Hour, nil) // On the same ward, later.
	got := rank(40, false, alone, pair[0], pair[1], after)
	if got[0].Shift.ID != pair[0].ID || !slices.Contains(got[0].Why, "1 more on this ward at the same time") {
		t.Errorf("first comes %+v", got[0])
	}
	for _, g := range got {
		if (g.Shift.ID == alone.ID || g.Shift.ID == after.ID) && len(g.Why) != 1 {
			t.Errorf("%s is said to have others beside it: %q", g.Shift.Ward, g.Why)
		}
	}
}

func TestEqualRisksComeByStart(t *testing.T) {
	t.Parallel()
	later, sooner := gap(22*time.Hour, func(s *shift.State) { s.Ward = "a" }), gap(21*time.Hour, func(s *shift.State) { s.Ward = "b" })
	if got := rank(40, false, later, sooner); got[0].Shift.ID != sooner.ID {
		t.Error("the later one comes first")
	}
}
