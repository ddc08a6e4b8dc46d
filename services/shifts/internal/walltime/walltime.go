// Package walltime is what wards mean by 20:00 to 07:30: times that clocks on the wall in Europe/London show, on a day of
// the calendar. Twice a year such a time is not there or comes twice. Then nothing is guessed: whoever asks must say
// which clock is meant, BST or GMT.
package walltime

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

// Day is a day of the calendar, in no zone.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// DayOf is the day in Europe/London at a moment.
func DayOf(t time.Time) Day {
	y, m, d := t.In(clock.London).Date()
	return Day{y, m, d}
}

// ParseDay reads a date like 2026-03-29, of the years 2000 to 2999.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 2000 || t.Year() > 2999 {
		return Day{}, fmt.Errorf("%q is no date like 2026-03-29", s)
	}
	y, m, d := t.Date()
	return Day{y, m, d}, nil
}

// String gives the date like 2026-03-29.
func (d Day) String() string { return d.date().Format(time.DateOnly) }

// Weekday is the day of the week.
func (d Day) Weekday() time.Weekday { return d.date().Weekday() }

// Plus is the day so many days later.
func (d Day) Plus(days int) Day {
	y, m, day := d.date().AddDate(0, 0, days).Date()
	return Day{y, m, day}
}

// DaysSince is how many days lie between from and d.
func (d Day) DaysSince(from Day) int { return int(d.date().Sub(from.date()) / (24 * time.Hour)) }

// Before tells whether d comes before o.
func (d Day) Before(o Day) bool { return d.date().Before(o.date()) }

// Words says the day to people, e.g. Sunday 29 March 2026.
func (d Day) Words() string { return d.date().Format("Monday 2 January 2006") }

// MarshalText implements encoding.TextMarshaler.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

func (d Day) date() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// Clock is a time of day in minutes since midnight, 0 to 1439.
type Clock int

var clockForm = regexp.MustCompile(`^([01][0-9]|2[0-3]):([0-5][0-9])$`)

// ParseClock reads a time like 07:30.
func ParseClock(s string) (Clock, error) {
	m := clockForm.FindStringSubmatch(s)
	if m == nil {
		return 0, fmt.Errorf("%q is no time like 07:30", s)
	}
	h, _ := strconv.Atoi(m[1])
	min, _ := strconv.Atoi(m[2])
	return Clock(h*60 + min), nil
}

// String gives the time like 07:30.
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", int(c)/60, int(c)%60) }

// MarshalJSON implements json.Marshaler.
func (c Clock) MarshalJSON() ([]byte, error) { return json.Marshal(c.String()) }

// Zone says which of London's two clocks is meant, where that is in doubt.
type Zone string

// The two clocks. Unsaid is enough on all days but the two of the change.
const (
	Unsaid Zone = ""
	BST    Zone = "BST"
	GMT    Zone = "GMT"
)

var offsets = map[Zone]*time.Location{GMT: time.FixedZone("GMT", 0), BST: time.FixedZone("BST", 60*60)}

// Unclear is a time of day that clocks do not show on a day, or show twice.
type Unclear struct {
	Day   Day
	Clock Clock
	// Twice tells that clocks go back and show the time twice; else they go forward and never show it.
	Twice bool
}

// Error implements error, in a sentence that says what to do.
func (e *Unclear) Error() string {
	if e.Twice {
		return fmt.Sprintf("Clocks go back on %s and show %s twice. Say BST for the first or GMT for the second.", e.Day.Words(), e.Clock)
	}
	return fmt.Sprintf("Clocks go forward on %s and never show %s. Use %s, or the time an hour later.", e.Day.Words(), e.Clock, e.Clock-60)
}

// At is the moment at which clocks in London show c on d. zone is looked at where there are two such moments only. The
// error is an *Unclear.
func At(d Day, c Clock, zone Zone) (time.Time, error) {
	shown := func(z Zone) (t time.Time, ok bool) {
		t = time.Date(d.Year, d.Month, d.Day, 0, int(c), 0, 0, offsets[z])
		_, want := t.Zone()
		_, is := t.In(clock.London).Zone()
		return t.UTC(), want == is
	}
	winter, isWinter := shown(GMT)
	summer, isSummer := shown(BST)
	switch {
	case isWinter && isSummer && zone == GMT:
		return winter, nil
	case isWinter && isSummer && zone == BST:
		return summer, nil
	case isWinter == isSummer:
		return time.Time{}, &Unclear{Day: d, Clock: c, Twice: isWinter}
	case isWinter:
		return winter, nil
	}
	return summer, nil
}
