package workingtime

import (
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

// day numbers the days of London's calendar, whatever their length.
type day int

func dayOf(t time.Time) day {
	y, m, d := t.In(clock.London).Date()
	return day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// starts is midnight at the beginning of the day.
func (d day) starts() time.Time {
	y, m, n := time.Unix(int64(d)*86400, 0).UTC().Date()
	return time.Date(y, m, n, 0, 0, 0, 0, clock.London)
}

func (d day) at(hour int) time.Time {
	y, m, n := time.Unix(int64(d)*86400, 0).UTC().Date()
	return time.Date(y, m, n, hour, 0, 0, 0, clock.London)
}

// monday is the first day of its week. Day 0, 1 January 1970, was a Thursday.
func (d day) monday() day { return d - (d+3)%7 }

// weekend tells whether the day is a Saturday or a Sunday.
func (d day) weekend() bool { return d-d.monday() >= 5 }

// Week gives the bounds of the London week, Monday to Sunday, in which t lies.
func Week(t time.Time) (from, to time.Time) {
	m := dayOf(t).monday()
	return m.starts(), (m + 7).starts()
}

// night tells whether enough of the entry lies in the night to make it one.
func (p Params) night(e Entry) bool {
	var in time.Duration
	for d := dayOf(e.StartsAt) - 1; d <= dayOf(e.EndsAt); d++ {
		if part := earlier(e.EndsAt, (d + 1).at(p.NightTo)).Sub(later(e.StartsAt, d.at(p.NightFrom))); part > 0 {
			in += part
		}
	}
	return in >= p.NightPart
}

// weekend tells whether any of the entry lies on a Saturday or Sunday, and gives the Monday before it.
func weekendOf(e Entry) (monday day, is bool) {
	last := dayOf(e.EndsAt.Add(-time.Nanosecond))
	for d := dayOf(e.StartsAt); d <= last; d++ {
		if d.weekend() {
			return d.monday(), true
		}
	}
	return 0, false
}
