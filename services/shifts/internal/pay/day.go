package pay

import (
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

// Day is a date of the calendar, without a zone: the days since 1 January 1970.
type Day int32

// NewDay is the day of a date.
func NewDay(year int, month time.Month, day int) Day {
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

// DayOf is the date in Europe/London at a moment.
func DayOf(t time.Time) Day {
	y, m, d := t.In(clock.London).Date()
	return NewDay(y, m, d)
}

// ParseDay reads a date like 2026-12-25.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("%q is no date like 2026-12-25", s)
	}
	return NewDay(t.Date()), nil
}

// Start is midnight at the beginning of the day in Europe/London.
func (d Day) Start() time.Time {
	y, m, day := d.date().Date()
	return time.Date(y, m, day, 0, 0, 0, 0, clock.London).UTC()
}

// String gives the date like 2026-12-25.
func (d Day) String() string { return d.date().Format(time.DateOnly) }

func (d Day) date() time.Time { return time.Unix(int64(d)*24*60*60, 0).UTC() }

// weekday counts from Monday, 0. The first day was a Thursday.
func (d Day) weekday() int { return int(((int64(d)+3)%7 + 7) % 7) }
