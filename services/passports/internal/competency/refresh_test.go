package competency_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/reference"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

func TestWhenASubjectIsToBeLearntAgain(t *testing.T) {
	t.Parallel()
	periods := shipped(t)
	for name, c := range map[string]struct {
		framework, code string
		level           int
		achieved, want  string // the last day, in London
	}{
		"fire safety after two years":                    {"cstf", "FIRE", 1, "2025-03-10", "2027-03-10"},
		"clinical infection prevention after one":        {"cstf", "IPC", 2, "2025-03-10", "2026-03-10"},
		"infection prevention of an office after three":  {"cstf", "IPC", 1, "2025-03-10", "2028-03-10"},
		"a higher level than named has the highest's":    {"cstf", "RES", 5, "2025-03-10", "2026-03-10"},
		"from a leap day to the end of February":         {"cstf", "IGDS", 1, "2024-02-29", "2025-02-28"},
		"across the night on which the clocks go back":   {"cstf", "IGDS", 1, "2025-10-25", "2026-10-25"},
		"across the night on which the clocks go ahead":  {"cstf", "IGDS", 1, "2025-03-29", "2026-03-29"},
		"a local subject has no period of the framework": {"local_RVV", "EPR", 1, "2025-03-10", ""},
		"nor has a subject that nobody knows":            {"cstf", "JUGGLING", 1, "2025-03-10", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			achieved, err := time.ParseInLocation(time.DateOnly, c.achieved, clock.London)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if end := periods.LastsUntil(c.framework, c.code, c.level, achieved, clock.London); end != nil {
				got = end.Add(-time.Nanosecond).In(clock.London).Format(time.DateOnly)
			}
			if got != c.want {
				t.Errorf("want %q, got %q", c.want, got)
			}
		})
	}
}

func shipped(t *testing.T) competency.Refreshes {
	t.Helper()
	periods, err := competency.ReadRefreshes(competency.ShippedRefreshes())
	if err != nil {
		t.Fatal(err)
	}
	return periods
}

// The cases by name: which cell of a table of periods is refused.
func TestTablesOfPeriods(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func([]reference.Row) []reference.Row
		field  string
	}{
		"the one that is shipped": {func(r []reference.Row) []reference.Row { return r }, ""},
		"a shorter period":        {func(r []reference.Row) []reference.Row { r[0]["months"] = "12"; return r }, ""},
		"no number":               {func(r []reference.Row) []reference.Row { r[0]["months"] = "yearly"; return r }, "rows[0].months"},
		"no months":               {func(r []reference.Row) []reference.Row { r[0]["months"] = "0"; return r }, "rows[0].months"},
		"eleven years":            {func(r []reference.Row) []reference.Row { r[0]["months"] = "132"; return r }, "rows[0].months"},
		"another framework's":     {func(r []reference.Row) []reference.Row { r[0]["subject"] = "JUGGLING"; return r }, "rows[0].subject"},
		"a level twice":           {func(r []reference.Row) []reference.Row { return append(r, r[0]) }, "rows[20].level"},
		"a level left out":        {func(r []reference.Row) []reference.Row { r[0]["level"] = "2"; return r }, "rows[0].level"},
		"a subject left out":      {func(r []reference.Row) []reference.Row { return r[1:] }, "rows"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := competency.ReadRefreshes(c.change(competency.ShippedRefreshes()))
			field := ""
			if all := refusal.Inputs(err); len(all) > 0 {
				field = all[0].Field
			}
			if field != c.field {
				t.Errorf("want %q refused, got %v", c.field, err)
			}
		})
	}
}

func TestPeriodsByLevel(t *testing.T) {
	t.Parallel()
	periods := shipped(t)
	for _, c := range []struct {
		framework, code string
		level, months   int
	}{
		{"cstf", "FIRE", 1, 24}, {"cstf", "IGDS", 1, 12}, {"cstf", "IPC", 1, 36}, {"cstf", "IPC", 2, 12}, {"cstf", "MH", 2, 24}, {"cstf", "SA", 3, 36},
		{"cstf", "RES", 2, 12}, {"clinical", "ANTT", 1, 0}, {"local_RVV", "FIRE", 1, 0},
	} {
		if got := periods.Months(c.framework, c.code, c.level); got != c.months {
			t.Errorf("%s %s %d: %d", c.framework, c.code, c.level, got)
		}
	}
}
