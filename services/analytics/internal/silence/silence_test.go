package silence_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/silence"
)

func at(text string) time.Time {
	t, err := time.Parse("Mon 2006-01-02 15:04", text)
	if err != nil {
		panic(err)
	}
	return t
}

func none(time.Time) bool { return false }

// hours are those of the days before until in which pick says that something was heard.
func hours(until time.Time, days int, pick func(time.Time) bool) []time.Time {
	var out []time.Time
	for h := until.Truncate(time.Hour).AddDate(0, 0, -days); h.Before(until); h = h.Add(time.Hour) {
		if pick(h) {
			out = append(out, h)
		}
	}
	return out
}

func always(time.Time) bool { return true }

func byDay(t time.Time) bool { return t.Hour() >= 8 && t.Hour() < 18 }

func office(t time.Time) bool {
	return byDay(t) && t.Weekday() != time.Saturday && t.Weekday() != time.Sunday
}

func mondays(t time.Time) bool { return t.Weekday() == time.Monday && t.Hour() == 10 }

// TestFromWhenAQuietIsSilence has winter days in London, where the clock shows UTC.
func TestFromWhenAQuietIsSilence(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		days   int
		heard  func(time.Time) bool
		newest time.Time
		off    func(time.Time) bool
		// silence is how long after newest the quiet is silence, to the minute.
		silence time.Duration
	}{
		{"nothing was heard before", 0, always, at("Tue 2026-02-03 12:00"), none, 12 * time.Hour},
		{"six days are too few for a pattern", 6, always, at("Tue 2026-02-03 12:00"), none, 12 * time.Hour},
		{"a hospital that is heard every hour", 28, always, at("Tue 2026-02-03 12:00"), none, 2*time.Hour + 16*time.Minute},
		{"the same after eight days only", 8, always, at("Tue 2026-02-03 12:00"), none, 3*time.Hour + 32*time.Minute},
		{"heard by day: noon", 28, byDay, at("Tue 2026-02-03 12:00"), none, 2*time.Hour + 16*time.Minute},
		{"heard by day: a night is no silence", 28, byDay, at("Tue 2026-02-03 17:59"), none, 16*time.Hour + 16*time.Minute},
		{"an office on Friday evening waits for Monday morning", 28, office, at("Fri 2026-02-06 17:59"), none, 64*time.Hour + 16*time.Minute},
		{"an office before a bank holiday on Monday waits for Tuesday", 28, office, at("Fri 2026-02-06 17:59"),
			func(t time.Time) bool { return t.Format(time.DateOnly) == "2026-02-09" }, 88*time.Hour + 16*time.Minute},
		{"a hospice that speaks once a week", 28, mondays, at("Mon 2026-02-02 10:30"), none, 7 * 24 * time.Hour},
		{"the clocks go forward in the night", 28, byDay, at("Sat 2026-03-28 17:59"), none, 16*time.Hour + 8*time.Minute},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := silence.Of(hours(c.newest, c.days, c.heard), c.newest, c.off)
			if got := p.From(c.newest, c.off).Sub(c.newest).Truncate(time.Minute); got != c.silence {
				t.Errorf("silent after %s, want %s", got, c.silence)
			}
		})
	}
}

func TestAQuietIsNeverSilenceWithinAnHourNorRightAfterAWeek(t *testing.T) {
	t.Parallel()
	newest := at("Tue 2026-02-03 12:00")
	for days := range 40 {
		for _, pick := range []func(time.Time) bool{always, byDay, office, mondays} {
			quiet := silence.Of(hours(newest, days, pick), newest, none).From(newest, none).Sub(newest)
			if quiet < silence.Least || quiet > silence.Most {
				t.Fatalf("after %d days: %s", days, quiet)
			}
		}
	}
}

func TestOrderRepeatsAndWhatIsLongPastDoNotMatter(t *testing.T) {
	t.Parallel()
	newest := at("Tue 2026-02-03 12:00")
	heard := hours(newest, 28, byDay)
	messy := append(hours(newest.AddDate(0, 0, -28), 60, always), heard...)
	for i := len(heard) - 1; i >= 0; i-- {
		messy = append(messy, heard[i].Add(10*time.Minute))
	}
	if a, b := silence.Of(heard, newest, none), silence.Of(messy, newest, none); a != b {
		t.Errorf("%v and %v", a, b)
	}
}
