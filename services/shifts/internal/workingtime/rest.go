package workingtime

import (
	"fmt"
	"time"

	"github.com/muster-ics/muster/events/reason"
)

// Rest is the least time between two shifts of one worker, across all employers. It is elapsed time: on the night that
// the clocks go back the next shift may start an hour earlier by the wall, and in March an hour later.
const Rest = 11 * time.Hour

// RestReasons says which work of the diary overlaps the wanted shift or leaves less than Rest on either side. Exactly
// eleven hours are enough. No policy weighs these: they stand in the database too.
func RestReasons(want Entry, diary []Entry) []reason.Reason {
	var rs []reason.Reason
	for _, e := range diary {
		if !e.Work() {
			continue
		}
		if f, clash := clashes(want, e); clash {
			r, _ := f.weighs(Hard)
			rs = append(rs, r)
		}
	}
	return rs
}

func clashes(want, e Entry) (finding, bool) {
	rested := e.EndsAt.Add(Rest)
	if want.StartsAt.Before(e.EndsAt) && e.StartsAt.Before(want.EndsAt) {
		return finding{"OVERLAP",
			fmt.Sprintf("You already have a shift %s, at the same time as this one.", span(e)),
			"Choose a shift at another time, or give the other one back first.", &rested}, true
	}
	if gap := want.StartsAt.Sub(e.EndsAt); gap >= 0 && gap < Rest {
		return finding{"REST_11H",
			fmt.Sprintf("Your shift %s leaves %s before this one, and 11 h of rest are needed.", span(e), Hours(gap)),
			"Choose a shift that starts at " + londonTime(rested) + " or later.", &rested}, true
	}
	if gap := e.StartsAt.Sub(want.EndsAt); gap >= 0 && gap < Rest {
		return finding{"REST_11H",
			fmt.Sprintf("This shift leaves %s before your shift %s, and 11 h of rest are needed.", Hours(gap), span(e)),
			"Choose a shift that ends at " + londonTime(e.StartsAt.Add(-Rest)) + " or earlier.", nil}, true
	}
	return finding{}, false
}

// offSick: nobody works a bank shift while off sick from any post.
type offSick struct{}

func (offSick) check(want Entry, diary []Entry) []finding {
	for _, e := range diary {
		if e.Kind == Sick && e.StartsAt.Before(want.EndsAt) && want.StartsAt.Before(e.EndsAt) {
			until := e.EndsAt
			return []finding{{"HOLD_SICK", "You are recorded as off sick at the time of this shift, and nobody works bank shifts while off sick.",
				"Tell your employer when you are fit again; its roster then says so.", &until}}
		}
	}
	return nil
}

// weeklyRest: each week from Monday has one clear time of least length, or one of its two fortnights has twice as much,
// at once or in two (Working Time Regulations 1998, reg 11; the week is the default of reg 11(6)).
type weeklyRest struct{ least time.Duration }

func (r weeklyRest) check(want Entry, diary []Entry) []finding {
	line, _ := near(want, diary, 15*24*time.Hour)
	for m := dayOf(want.StartsAt).monday(); m <= dayOf(want.EndsAt.Add(-time.Nanosecond)).monday(); m += 7 {
		if !r.rested(line, m, m+7, 1) && !r.rested(line, m-7, m+7, 2) && !r.rested(line, m, m+14, 2) {
			return []finding{{"REST_WEEKLY", fmt.Sprintf("In the week from %s this would leave you no %s without work, and no %s in the fortnight.",
				londonDay(m.starts()), Hours(r.least), Hours(2*r.least)), "Choose a shift in another week, or give another shift of that week back first.", nil}}
		}
	}
	return nil
}

func (weeklyRest) steps() (int, int) { return 1, 28 }

// rested tells whether the days from to before to have as many clear times of the least length; one of twice the length
// counts twice.
func (r weeklyRest) rested(line []Entry, from, to day, times int) bool {
	at, end, n := from.starts(), to.starts(), 0
	for _, e := range line {
		if !e.EndsAt.After(at) {
			continue
		}
		if !e.StartsAt.Before(end) {
			break
		}
		n += int(e.StartsAt.Sub(at) / r.least)
		at = later(at, e.EndsAt)
	}
	n += int(end.Sub(at) / r.least)
	return n >= times
}

// Clashes are what stands in the way of working at a time at all: overlaps, too little rest, sickness.
func Clashes(want Entry, diary []Entry) []reason.Reason {
	rs := RestReasons(want, diary)
	for _, f := range (offSick{}).check(want, diary) {
		r, _ := f.weighs(Hard)
		rs = append(rs, r)
	}
	return rs
}
