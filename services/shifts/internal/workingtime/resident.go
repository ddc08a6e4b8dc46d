package workingtime

import (
	"fmt"
	"time"
)

// contractRules are the limits of a resident doctor's terms; none under other contracts.
func (p Params) contractRules() []rule {
	if p.MaxIn168 == 0 {
		return nil
	}
	// Nights are long too, but have limits of their own, which ask for less rest.
	long := func(e Entry) bool { return e.EndsAt.Sub(e.StartsAt) > p.LongShift && !p.night(e) }
	return []rule{
		shiftLength{"TCS_SHIFT_LENGTH", p.MaxShift, "Under your contract"},
		in168{p.MaxIn168},
		run{code: "TCS_CONSECUTIVE", what: "long shift", is: long, most: p.MaxLongRun, rest: p.RunRest},
		run{code: "TCS_CONSECUTIVE", what: "long late shift", is: func(e Entry) bool { return long(e) && p.late(e) }, most: p.MaxLateRun, rest: p.RunRest},
		nightRun{p, p.MaxNightRun, "TCS_NIGHTS_46H", "Under your contract"},
		nightRest{p},
		run{code: "TCS_CONSECUTIVE", what: "shift", is: Entry.Work, most: p.MaxRun, rest: p.RunRest},
		weekends{p},
	}
}

// late tells whether a day shift ends after LateAfter o'clock.
func (p Params) late(e Entry) bool {
	return e.EndsAt.After(dayOf(e.StartsAt).at(p.LateAfter))
}

// in168: in no 168 consecutive hours more than most, in elapsed time. The most lies where a shift begins the 168 hours or
// ends them, so only those are counted.
type in168 struct{ most time.Duration }

func (r in168) check(want Entry, diary []Entry) []finding {
	worst := busiest(want, diary, 168*time.Hour, func(e Entry) Entry { e.NetMinutes = 0; return e })
	if worst <= r.most {
		return nil
	}
	return []finding{{"TCS_72_IN_168", fmt.Sprintf("This would make %s in 168 hours; the limit of your contract is %s.", Hours(worst), Hours(r.most)),
		"Choose a shift on a later day, or a shorter one.", nil}}
}

func (in168) steps() (int, int) { return 1, 21 }

// busiest is the most work in any stretch of the given length that has a part of the wanted shift in it, to the minute.
func busiest(want Entry, diary []Entry, length time.Duration, as func(Entry) Entry) time.Duration {
	line, _ := near(want, diary, length)
	var most time.Duration
	count := func(from time.Time) {
		to := from.Add(length)
		if !from.Before(want.EndsAt) || !to.After(want.StartsAt) {
			return
		}
		var sum time.Duration
		for _, e := range line {
			sum += as(e).within(from, to)
		}
		most = max(most, sum.Round(time.Minute))
	}
	for _, e := range line {
		count(e.StartsAt)
		count(e.EndsAt.Add(-length))
	}
	return most
}

// shiftLength: no shift longer than most, in elapsed time.
type shiftLength struct {
	code string
	most time.Duration
	who  string
}

func (r shiftLength) check(want Entry, _ []Entry) []finding {
	if length := want.EndsAt.Sub(want.StartsAt); length > r.most {
		return []finding{{r.code, fmt.Sprintf("This shift is %s long. %s a shift is at most %s.", Hours(length), r.who, Hours(r.most)), "Choose a shorter shift.", nil}}
	}
	return nil
}

// run: no more than most such shifts on consecutive days, and rest after as many.
type run struct {
	code, what string
	is         func(Entry) bool
	most       int
	rest       time.Duration
}

func (r run) check(want Entry, diary []Entry) []finding {
	line, at := near(want, diary, 15*24*time.Hour)
	from, to := runAround(line, at, r.is)
	if n := days(line[from:to]); n > r.most {
		return []finding{{r.code, fmt.Sprintf("This would be %s on consecutive days; the limit of your contract is %d, then %s of rest.", count(n, r.what), r.most, Hours(r.rest)),
			"Choose a shift after a rest of " + Hours(r.rest) + ".", nil}}
	}
	return restAfter(line, at, r.is, r.rest, func(length int) bool { return length >= r.most },
		func(length int) (string, string) {
			return r.code, fmt.Sprintf("After %s on consecutive days", count(length, r.what))
		})
}

func (run) steps() (int, int) { return 1, 21 }

// runAround gives the bounds of the run on consecutive days that the shift at stands in; an empty one when it is not such a
// shift.
func runAround(line []Entry, at int, is func(Entry) bool) (from, to int) {
	if !is(line[at]) {
		return at, at
	}
	for from = at; from > 0 && is(line[from-1]) && follows(line[from-1], line[from]); from-- {
	}
	for to = at + 1; to < len(line) && is(line[to]) && follows(line[to-1], line[to]); to++ {
	}
	return from, to
}

// follows tells whether a shift starts on the day after another or on the same.
func follows(before, after Entry) bool { return dayOf(after.StartsAt)-dayOf(before.StartsAt) <= 1 }

// days counts the days on which the shifts start.
func days(line []Entry) int {
	n := 0
	for i, e := range line {
		if i == 0 || dayOf(e.StartsAt) != dayOf(line[i-1].StartsAt) {
			n++
		}
	}
	return n
}

// restAfter: once a run that asks for rest is over, the next shift leaves it. The shift at stands either before the rest,
// in the run, or after it.
func restAfter(line []Entry, at int, is func(Entry) bool, rest time.Duration, asks func(int) bool, words func(int) (code, after string)) []finding {
	broken := func(first, last, next int) (finding, bool) {
		length := days(line[first:last])
		if last == first || next >= len(line) || !asks(length) {
			return finding{}, false
		}
		gap := line[next].StartsAt.Sub(line[last-1].EndsAt)
		if gap >= rest || gap < 0 {
			return finding{}, false
		}
		code, after := words(length)
		rested := line[last-1].EndsAt.Add(rest)
		f := finding{code, fmt.Sprintf("%s, which end %s, %s of rest are due, and this would leave %s.", after, londonTime(line[last-1].EndsAt), Hours(rest), Hours(gap)),
			"Choose a shift that starts at " + londonTime(rested) + " or later.", &rested}
		if next != at {
			f.fix, f.from = "Choose a shift that leaves the rest before your shift "+span(line[next])+".", nil
		}
		return f, true
	}
	if from, to := runAround(line, at, is); to > from {
		if f, bad := broken(from, to, to); bad {
			return []finding{f}
		}
	}
	if at > 0 {
		from, to := runAround(line, at-1, is)
		if to == at {
			if f, bad := broken(from, to, at); bad {
				return []finding{f}
			}
		}
	}
	return nil
}

// nightRun: no more than most nights on consecutive days.
type nightRun struct {
	p    Params
	most int
	code string
	who  string
}

func (r nightRun) check(want Entry, diary []Entry) []finding {
	line, at := near(want, diary, 15*24*time.Hour)
	from, to := runAround(line, at, r.p.night)
	if n := days(line[from:to]); n > r.most {
		return []finding{{r.code, fmt.Sprintf("This would be %s in a row. %s the limit is %d.", count(n, "night"), r.who, r.most), "Choose a shift after a night off.", nil}}
	}
	return nil
}

func (nightRun) steps() (int, int) { return 1, 21 }

// nightRest: after a run of at least NightRestFrom nights NightRest is due.
type nightRest struct{ p Params }

func (r nightRest) check(want Entry, diary []Entry) []finding {
	line, at := near(want, diary, 15*24*time.Hour)
	return restAfter(line, at, r.p.night, r.p.NightRest, func(n int) bool { return n >= r.p.NightRestFrom },
		func(n int) (string, string) { return "TCS_NIGHTS_46H", "After " + count(n, "night") })
}

// weekends: of any WeekendWeeks weekends in a row at most every WeekendOneIn-th has work.
type weekends struct{ p Params }

func (r weekends) check(want Entry, diary []Entry) []finding {
	mine, is := weekendOf(want)
	if !is {
		return nil
	}
	worked := map[day]bool{mine: true}
	for _, e := range diary {
		if m, on := weekendOf(e); on && e.Work() {
			worked[m] = true
		}
	}
	most := r.p.WeekendWeeks / r.p.WeekendOneIn
	for back := range r.p.WeekendWeeks {
		n := 0
		for i := range r.p.WeekendWeeks {
			if worked[mine-day(7*back)+day(7*i)] {
				n++
			}
		}
		if n > most {
			return []finding{{"TCS_WEEKENDS", fmt.Sprintf("This would be work on %d of %d weekends in a row; the limit of your contract is 1 in %d.", n, r.p.WeekendWeeks, r.p.WeekendOneIn),
				"Choose a shift from Monday to Friday, or on a later weekend.", nil}}
		}
	}
	return nil
}

func (r weekends) steps() (int, int) { return 7, 7 * r.p.WeekendWeeks }
