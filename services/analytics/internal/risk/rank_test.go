package risk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/risk"
)

var now = time.Date(2026, 3, 10, 15, 0, 0, 0, time.UTC)

func gap(id, ward, group string, in, long time.Duration) risk.Open {
	return risk.Open{ID: id, Shift: fact.Shift{
		Employer: "RVV", Site: "RVV01", Ward: ward, StaffGroup: group, Role: "role", Band: "5", StartsAt: now.Add(in), EndsAt: now.Add(in + long), Status: "open",
	}}
}

func TestGapsAreRankedByWhatEndangersAWard(t *testing.T) {
	t.Parallel()
	const nurse, support = "nursing_midwifery", "clinical_support"
	all := []risk.Open{
		gap("clerk-in-three-days", "oak", "admin_clerical", 70*time.Hour, 8*time.Hour),
		gap("support-tomorrow", "oak", support, 26*time.Hour, 8*time.Hour),
		gap("nurse-tonight", "cedar", nurse, 5*time.Hour, 12*time.Hour),
		gap("emergency-nurse-tonight", "emergency", nurse, 5*time.Hour, 12*time.Hour),
		gap("support-in-an-hour", "willow", support, time.Hour, 8*time.Hour),
		gap("emergency-support-in-an-hour", "emergency", support, time.Hour, 2*time.Hour),
	}
	var got []string
	for _, g := range risk.Rank(all, now, risk.DefaultAreas()) {
		got = append(got, g.IDs[0]+" "+string(g.Level))
	}
	want := []string{
		"emergency-nurse-tonight high", "emergency-support-in-an-hour high", "nurse-tonight medium", "support-in-an-hour medium",
		"support-tomorrow low", "clerk-in-three-days low",
	}
	if !slices.Equal(got, want) {
		t.Errorf("ranked\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestEveryReasonIsSaidInWords(t *testing.T) {
	t.Parallel()
	night := gap("a", "THEATRE_RECOVERY", "nursing_midwifery", 5*time.Hour, 12*time.Hour)
	night.Shift.Reason, night.Shift.Reopened = "escalation", 1
	night.Shift.Opened = []fact.Opened{{Step: "own_bank"}, {Step: "framework_agency", Tier: 1}}
	beside := gap("b", "THEATRE_RECOVERY", "clinical_support", 6*time.Hour, 6*time.Hour)
	first := risk.Rank([]risk.Open{beside, night}, now, risk.DefaultAreas())[0]
	want := []string{
		"Starts in 5 h", "Theatres and recovery", "Registered nurse or midwife at night", "2 gaps on this ward at the same time",
		"Agencies have been asked as well", "Patients need more than usual", "Somebody had it and does not come",
	}
	if !slices.Equal(first.Why, want) {
		t.Errorf("why: %q", first.Why)
	}
}

func TestShiftsThatAreAlikeStandTogetherWhateverTheirOrder(t *testing.T) {
	t.Parallel()
	a, b, other := gap("a", "oak", "clinical_support", 5*time.Hour, 8*time.Hour), gap("b", "oak", "clinical_support", 5*time.Hour, 8*time.Hour), gap("c", "elm", "clinical_support", 5*time.Hour, 8*time.Hour)
	for _, all := range [][]risk.Open{{a, b, other}, {other, b, a}} {
		got := risk.Rank(all, now, risk.DefaultAreas())
		if len(got) != 2 || !slices.Equal(got[0].IDs, []string{"a", "b"}) || !slices.Contains(got[0].Why, "2 gaps on this ward at the same time") {
			t.Errorf("%+v", got)
		}
	}
}

func TestOnlyWholePartsOfAWardsCodeNameAnArea(t *testing.T) {
	t.Parallel()
	for ward, want := range map[string]bool{"emergency": true, "A_E": false, "QEQM-ITU": true, "cedar": false, "bedford": false, "ED": true} {
		if _, got := risk.DefaultAreas().Of("RVV", ward); got != want {
			t.Errorf("%s: %v", ward, got)
		}
	}
}
