package words

import (
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/app"
)

func TestWords(t *testing.T) {
	t.Parallel()
	for got, want := range map[string]string{
		Hours(690): "11.5", Hours(660): "11", Hours(0): "0", Hours(6_000_000): "100,000", Hours(61): "1",
		Thousands(999): "999", Thousands(1234567): "1,234,567", Shifts(1): "1 shift", Shifts(2000): "2,000 shifts",
		Plain("registered_nurse"): "Registered nurse", StaffGroup("allied_health"): "Allied health professionals", Band("8a"): "Band 8a",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestTheAgeOfDataIsSaidInWords(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)
	for back, want := range map[time.Duration]string{
		5 * time.Second: "Under 1 min old", 12 * time.Minute: "12 min old", 3*time.Hour + 5*time.Minute: "3 h 5 min old", 50 * time.Hour: "2 d old",
	} {
		at := now.Add(-back)
		if _, got := Age(app.EmployerFigures{NewestEventAt: &at}, now); got != want {
			t.Errorf("%s ago is %q, want %q", back, got, want)
		}
	}
	if _, got := Age(app.EmployerFigures{}, now); got != "No data yet" {
		t.Errorf("no event is %q", got)
	}
}

func TestShortNamesStayDistinct(t *testing.T) {
	t.Parallel()
	got := Short([]string{
		"East Kent Hospitals University NHS Foundation Trust", "Kent and Medway NHS and Social Care Partnership Trust",
		"NHS Kent and Medway", "Ashford NHS Trust", "Ashford NHS Foundation Trust", "RVV",
	})
	want := []string{"East Kent Hospitals", "Kent and Medway NHS and Social Care Partnership Trust", "NHS Kent and Medway", "Ashford NHS Trust", "Ashford NHS Foundation Trust", "RVV"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
