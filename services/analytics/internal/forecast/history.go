// Package forecast says how many of the shifts of the next days will be unfilled as they start: from those that are posted
// and open now, from those that are filled and may open again, and from those that the same days of past weeks had posted
// late. It counts and divides, so that every number can be explained; and it tells how wrong it was in the past month,
// beside what looking at last week would have said. It is pure.
package forecast

import (
	"cmp"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/bankholiday"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

// Days is how many days are forecast, today included.
const Days = 14

// Learn is how far back patterns are learnt from, Judge over how many past days forecasts are compared with what came.
const (
	Learn = 56
	Judge = 28
)

// State is what a shift was from a moment on.
type State struct {
	At    time.Time
	Shift fact.Shift
}

// History is the states of one shift, in any order.
type History []State

// at is the newest state at a moment.
func (h History) at(t time.Time) (fact.Shift, bool) {
	i, _ := slices.BinarySearchFunc(h, t, func(s State, t time.Time) int {
		if s.At.After(t) {
			return 1
		}
		return -1
	})
	if i == 0 {
		return fact.Shift{}, false
	}
	return h[i-1].Shift, true
}

// Series is what is forecast by itself: one staff group of one employer.
type Series struct{ Employer, StaffGroup string }

func (s Series) compare(o Series) int {
	return cmp.Or(cmp.Compare(s.Employer, o.Employer), cmp.Compare(s.StaffGroup, o.StaffGroup))
}

// seen is how a shift stood at a moment.
type seen byte

const (
	absent seen = iota // not posted yet, or called off
	open
	filled
	started
)

// row is one shift, by the day on which it starts at last and how it stood on the days before. One that was moved counts on
// no other day.
type row struct {
	series Series
	day    int // since the first of 1970, in London
	// before[k] is how it stood k days before its day, at the time of day of now. Of days to come nothing is in it.
	before [Days]seen
	// unfilled tells that it was open as it started.
	unfilled bool
}

// table is all shifts that matter at a moment, and nothing of what comes after it.
type table struct {
	today int
	rows  []row
}

// tableAt cuts histories at now: states from later are never looked at.
func tableAt(histories []History, now time.Time) table {
	t := table{today: dayOf(now)}
	for _, all := range histories {
		h := slices.DeleteFunc(slices.Clone(all), func(s State) bool { return s.At.After(now) })
		if len(h) == 0 {
			continue
		}
		slices.SortStableFunc(h, func(a, b State) int { return a.At.Compare(b.At) })
		newest := h[len(h)-1].Shift
		r := row{series: Series{newest.Employer, newest.StaffGroup}, day: dayOf(newest.StartsAt)}
		if r.day < t.today-Learn-Judge || r.day >= t.today+Days {
			continue
		}
		for k := range Days {
			if m := momentOf(r.day-k, now); !m.After(now) {
				r.before[k] = standing(h, m, r.day)
			}
		}
		if x, ok := h.at(newest.StartsAt); ok && !newest.StartsAt.After(now) {
			r.unfilled = x.Status == "open" || x.Status == "lapsed"
		}
		t.rows = append(t.rows, r)
	}
	return t
}

// standing is how the shift stood at a moment, as one of the day that it is on at last.
func standing(h History, m time.Time, day int) seen {
	x, ok := h.at(m)
	switch {
	case !ok || dayOf(x.StartsAt) != day:
		return absent
	case x.StartsAt.Before(m):
		return started
	case x.Status == "open":
		return open
	case x.Status == "filled":
		return filled
	}
	return absent
}

// dayOf numbers the days of London.
func dayOf(t time.Time) int {
	y, m, d := t.In(clock.London).Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func dateOf(day int) time.Time { return time.Unix(int64(day)*86400, 0).UTC() }

// momentOf is the time of day of now, in London, on another day.
func momentOf(day int, now time.Time) time.Time {
	y, m, d := dateOf(day).Date()
	hour, minute, second := now.In(clock.London).Clock()
	return time.Date(y, m, d, hour, minute, second, now.Nanosecond(), clock.London)
}

// kindOf is the kind of a day whose pattern it has: its weekday; a bank holiday has that of Sundays.
func kindOf(day int) time.Weekday {
	if date := dateOf(day); !bankholiday.Is(date) {
		return date.Weekday()
	}
	return time.Sunday
}
