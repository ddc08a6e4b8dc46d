package deployment

import (
	"slices"
	"time"
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

// withinLimit tells whether a worker may be deployed on day beside the days already given, when no 12 months may hold
// more than limit days. Days after the shift count too: bookings are not made in the order in which they are worked.
func withinLimit(days []Day, day Day, limit int) bool {
	if limit == 0 {
		return true
	}
	all := slices.Clone(days)
	all = append(all, day)
	slices.Sort(all)
	all = slices.Compact(all)
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

// firstFree is the start of the first day after day on which the worker would be within the limit.
func firstFree(days []Day, day Day, limit int, zone *time.Location) *time.Time {
	for d := day + 1; d < day+3*366; d++ {
		if withinLimit(days, d, limit) {
			y, m, n := time.Unix(int64(d)*86400, 0).UTC().Date()
			t := time.Date(y, m, n, 0, 0, 0, 0, zone).UTC()
			return &t
		}
	}
	return nil
}
