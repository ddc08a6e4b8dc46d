package workingtime

import (
	"fmt"
	"time"
)

// average: in no run of ReferenceWeeks whole weeks that contains the shift does the working time come to more than
// MaxAverage a week (Working Time Regulations 1998, reg 4). The formula is (A + B) / C: A is the work in the period, B the
// work on as many days after it as were left out for leave and sickness, C its weeks. Of a new starter only the weeks
// since the start count. A shift counts on the day on which it starts.
type average struct {
	p Params
	w Worker
}

func (r average) check(want Entry, diary []Entry) []finding {
	limit := r.p.MaxAverage
	if r.w.OptOut.Holds(want.StartsAt) {
		limit = r.p.OptOutAverage
	}
	if limit == 0 {
		return nil
	}
	worst, found := worstPeriod(want, diary, r.p, r.w.Since, limit, nil)
	if !found {
		return nil
	}
	fix := "Choose a shift in a quieter time, or ask your home employer about opting out of the 48-hour week."
	if r.w.OptOut.Holds(want.StartsAt) {
		fix = "Choose a shift in a quieter time."
	}
	return []finding{{"WTR_48", fmt.Sprintf("This would make %s a week on average over the %s from %s; the limit is %s.",
		Hours(worst.average()), count(worst.weeks, "week"), londonDay(worst.from.starts()), Hours(limit)), fix, nil}}
}

func (r average) steps() (int, int) { return 7, 7 * r.p.ReferenceWeeks }

// nightAverage: a night worker's working time comes to no more than 8 h in each 24 on average, which over whole weeks with
// one day of rest each is 48 h a week (reg 6(5)). An opt-out does not lift it.
type nightAverage struct {
	p Params
	w Worker
}

func (r nightAverage) check(want Entry, diary []Entry) []finding {
	if r.p.NightAverage == 0 || !r.p.night(want) {
		return nil
	}
	nightWorker := func(pd period) bool { return pd.nights*r.p.NightWorkerOneIn >= pd.shifts }
	worst, found := worstPeriod(want, diary, r.p, r.w.Since, r.p.NightAverage, nightWorker)
	if !found {
		return nil
	}
	return []finding{{"WTR_NIGHT", fmt.Sprintf("You would work %s a week on average over the %s from %s, %d of %s at night; for a night worker the limit is %s.",
		Hours(worst.average()), count(worst.weeks, "week"), londonDay(worst.from.starts()), worst.nights, count(worst.shifts, "shift"), Hours(r.p.NightAverage)),
		"Choose a day shift, or a night in a quieter time.", nil}}
}

func (r nightAverage) steps() (int, int) { return 7, 7 * r.p.ReferenceWeeks }

// period is one reference period with what was worked in it.
type period struct {
	from           day
	weeks          int
	worked         time.Duration
	shifts, nights int
}

func (p period) average() time.Duration { return p.worked / time.Duration(p.weeks) }

// worstPeriod is the reference period that contains the wanted shift and passes the limit by most, of those that count.
func worstPeriod(want Entry, diary []Entry, p Params, since time.Time, limit time.Duration, counts func(period) bool) (worst period, found bool) {
	n := 7 * p.ReferenceWeeks
	week := dayOf(want.StartsAt).monday()
	if !canExceed(want, diary, p, since, limit) {
		return period{}, false
	}
	book := daybook(diary, p, week-day(n)+7, week+day(3*n), counts != nil)
	book.add(want, p, counts != nil)
	for back := p.ReferenceWeeks - 1; back >= 0; back-- {
		from := week - day(7*back)
		to := from + day(n)
		if !since.IsZero() {
			from = max(from, min(dayOf(since).monday(), week))
		}
		pd := book.period(from, to)
		if pd.average() > limit && (counts == nil || counts(pd)) && (!found || pd.average() > worst.average()) {
			worst, found = pd, true
		}
	}
	return worst, found
}

// canExceed tells cheaply of most diaries that no period can pass the limit: all of their work together does not.
func canExceed(want Entry, diary []Entry, p Params, since time.Time, limit time.Duration) bool {
	total, weeks := want.Net(), p.ReferenceWeeks
	for _, e := range diary {
		if e.Work() {
			total += e.Net()
		}
	}
	if !since.IsZero() {
		weeks = min(weeks, max(1, int(dayOf(want.StartsAt).monday()-dayOf(since).monday())/7+1))
	}
	return total > time.Duration(weeks)*limit
}

// book holds work and days left out by day from its first.
type book struct {
	first          day
	work           []time.Duration
	out            []bool
	shifts, nights []int
}

// daybook enters the diary; nights only when they are asked for, since telling them is most of the work.
func daybook(diary []Entry, p Params, first, last day, nights bool) book {
	n := int(last - first)
	b := book{first: first, work: make([]time.Duration, n), out: make([]bool, n), shifts: make([]int, n), nights: make([]int, n)}
	from, to := first.starts(), last.starts()
	for _, e := range diary {
		if e.EndsAt.After(from) && e.StartsAt.Before(to) {
			b.add(e, p, nights)
		}
	}
	return b
}

func (b book) add(e Entry, p Params, nights bool) {
	d := dayOf(e.StartsAt)
	if !e.Work() {
		for ; d <= dayOf(e.EndsAt.Add(-time.Nanosecond)); d++ {
			if i := int(d - b.first); i >= 0 && i < len(b.out) {
				b.out[i] = true
			}
		}
		return
	}
	i := int(d - b.first)
	if i < 0 || i >= len(b.work) {
		return
	}
	b.work[i] += e.Net()
	b.shifts[i]++
	if nights && p.night(e) {
		b.nights[i]++
	}
}

// period sums the days from to before to, and as many days after it as were left out; a day left out among those is made
// up for in turn.
func (b book) period(from, to day) period {
	pd := period{from: from, weeks: int(to-from) / 7}
	end := int(to - b.first)
	for i := int(from - b.first); i < end && i < len(b.work); i++ {
		if b.out[i] {
			end++
		}
		pd.worked += b.work[i]
		pd.shifts += b.shifts[i]
		pd.nights += b.nights[i]
	}
	return pd
}
