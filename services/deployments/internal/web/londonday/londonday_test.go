package londonday_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/web/londonday"
)

func TestADayBeginsAtMidnightInLondon(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Time{
		"2026-03-29": time.Date(2026, 3, 29, 0, 0, 0, 0, time.UTC), // the clocks go forward an hour after it begins
		"2026-03-30": time.Date(2026, 3, 29, 23, 0, 0, 0, time.UTC),
		"2026-10-25": time.Date(2026, 10, 24, 23, 0, 0, 0, time.UTC),
		"2026-10-26": time.Date(2026, 10, 26, 0, 0, 0, 0, time.UTC),
	} {
		got, err := londonday.Start("query.on", text)
		if err != nil || !got.Equal(want) {
			t.Errorf("%s: %s, %v", text, got, err)
		}
		if londonday.Short(got) != text {
			t.Errorf("%s comes back as %s", text, londonday.Short(got))
		}
	}
	for _, text := range []string{"", "2026-02-30", "01/04/2026", "2026-04-01T00:00:00Z", "\x00"} {
		if _, err := londonday.Start("query.on", text); err == nil {
			t.Errorf("%q is no day", text)
		}
	}
}
