package deployment

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

// Day is a calendar day, counted from 1 January 1970. A shift counts on the day on which it starts, however late it ends.
type Day int

// DayOf is the day of a moment in a zone.
func DayOf(t time.Time, zone *time.Location) Day {
	y, m, d := t.In(zone).Date()
	return Day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// yearLater is the first day outside the 12 months that begin on d.
func (d Day) yearLater() Day {
	t := time.Unix(int64(d)*86400, 0).UTC().AddDate(1, 0, 0)
	return Day(t.Unix() / 86400)
}

// starts is the first moment of the day in London.
func (d Day) starts() time.Time {
	y, m, n := time.Unix(int64(d)*86400, 0).UTC().Date()
	return time.Date(y, m, n, 0, 0, 0, 0, clock.London).UTC()
}

// withinLimit tells whether a worker may be deployed on day beside the days already given, when no 12 months may hold
// more than limit days. Days after the shift count too: bookings are not made in the order in which they are worked.
func withinLimit(days []Day, day Day, limit int) bool {
	if limit == 0 {
		return true
	}
	all := distinct(append(slices.Clone(days), day))
	for i, first := range all {
		if first > day {
			break
		}
		end := first.yearLater()
		if end <= day {
			continue
		}
		n, _ := slices.BinarySearch(all[i:], end)
		if n > limit {
			return false
		}
	}
	return true
}

// inARow is how many days without a gap there are around day, day itself included.
func inARow(days []Day, day Day) int {
	n := 1
	for d := day - 1; slices.Contains(days, d); d-- {
		n++
	}
	for d := day + 1; slices.Contains(days, d); d++ {
		n++
	}
	return n
}

// firstFree is the start of the first day after day on which the worker would be within a limit.
func firstFree(day Day, within func(Day) bool) *time.Time {
	for d := day + 1; d < day+3*366; d++ {
		if within(d) {
			t := d.starts()
			return &t
		}
	}
	return nil
}
