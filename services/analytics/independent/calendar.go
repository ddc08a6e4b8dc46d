package independent

import (
	"time"
)

// london is a clock of its own: British summer time from the last Sunday of March to that of October, at one in the morning
// of universal time (Summer Time Order 2002).
func london(t time.Time) time.Time {
	t = t.UTC()
	if !t.Before(lastSunday(t.Year(), time.March)) && t.Before(lastSunday(t.Year(), time.October)) {
		return t.Add(time.Hour)
	}
	return t
}

func lastSunday(year int, month time.Month) time.Time {
	last := time.Date(year, month, 31, 1, 0, 0, 0, time.UTC)
	return last.AddDate(0, 0, -int(last.Weekday()))
}

// period is day, night or weekend, minute by minute.
func period(from, until time.Time) string {
	minutes, dark := 0, 0
	for at := from; at.Before(until); at = at.Add(time.Minute) {
		minutes++
		if h := london(at).Hour(); h >= 20 || h < 6 {
			dark++
		}
	}
	if dark*2 >= minutes {
		return "night"
	}
	if d := london(from).Weekday(); d == time.Saturday || d == time.Sunday {
		return "weekend"
	}
	return "day"
}

// bands of time before the start, in hours.
var bands = []struct {
	name  string
	below int
}{{"after_start", 0}, {"0_4h", 4}, {"4_24h", 24}, {"1_3d", 72}, {"3_7d", 168}, {"7_28d", 672}, {"28_42d", 1008}}

func band(notice time.Duration) string {
	for _, b := range bands {
		if notice < time.Duration(b.below)*time.Hour {
			return b.name
		}
	}
	return "over_42d"
}

// week is the Monday of a moment's week in London.
func week(t time.Time) string {
	l := london(t)
	return l.AddDate(0, 0, -(int(l.Weekday())+6)%7).Format(time.DateOnly)
}
