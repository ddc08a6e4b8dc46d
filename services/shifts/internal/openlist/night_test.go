package openlist

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

func TestNightWorkIsThreeHoursBetweenElevenAndSix(t *testing.T) {
	t.Parallel()
	wall := func(s string) time.Time {
		at, err := time.ParseInLocation("2006-01-02 15:04", s, clock.London)
		if err != nil {
			t.Fatal(err)
		}
		return at.UTC()
	}
	for _, c := range []struct {
		name, from, to string
		want           bool
	}{
		{"long night", "2026-03-12 19:30", "2026-03-13 07:30", true},
		{"long day", "2026-03-12 07:30", "2026-03-12 20:00", false},
		{"late", "2026-03-12 13:30", "2026-03-12 21:30", false},
		{"twilight to two", "2026-03-12 18:00", "2026-03-13 02:00", true},
		{"twilight to a minute before two", "2026-03-12 18:00", "2026-03-13 01:59", false},
		{"early from three", "2026-03-13 03:00", "2026-03-13 11:00", true},
		{"early from four", "2026-03-13 04:00", "2026-03-13 12:00", false},
		{"after midnight", "2026-03-13 00:30", "2026-03-13 08:30", true},
		{"a whole day", "2026-03-12 08:00", "2026-03-13 08:00", true},
		{"clocks go forward: the hour from one to two is missing", "2026-03-28 22:00", "2026-03-29 03:00", true},
		{"clocks go forward: 23:00 to 02:59 is under three hours", "2026-03-28 22:00", "2026-03-29 02:59", false},
		{"half past eleven to two on any night", "2026-03-12 23:30", "2026-03-13 02:00", false},
		{"clocks go back: half past eleven to two is three and a half hours", "2026-10-24 23:30", "2026-10-25 02:00", true},
	} {
		if got := IsNight(wall(c.from), wall(c.to)); got != c.want {
			t.Errorf("%s: %t", c.name, got)
		}
	}
}
