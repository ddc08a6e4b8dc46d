package competency_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/services/passports/internal/competency"
)

func TestWhenASubjectIsToBeLearntAgain(t *testing.T) {
	t.Parallel()
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
			if end := competency.LastsUntil(c.framework, c.code, c.level, achieved, clock.London); end != nil {
				got = end.Add(-time.Nanosecond).In(clock.London).Format(time.DateOnly)
			}
			if got != c.want {
				t.Errorf("want %q, got %q", c.want, got)
			}
		})
	}
}

func TestEverySubjectOfTheFrameworkHasAPeriod(t *testing.T) {
	t.Parallel()
	for _, code := range competency.Codes() {
		if competency.RefreshMonths("cstf", code, 1) == 0 {
			t.Errorf("%s has none", code)
		}
	}
}
