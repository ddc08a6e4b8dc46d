package workingtime

import (
	"slices"
	"time"
)

// Meter is how a worker's hours stand, for the worker.
type Meter struct {
	AsOf time.Time
	// WeekFrom and WeekTo are the London week, Monday to Sunday. Worked is what of it is over, Booked what is to come.
	WeekFrom, WeekTo time.Time
	Worked, Booked   time.Duration
	// Average is the working time a week over Weeks that end with this one; AverageLimit is 0 when there is none.
	Average, AverageLimit time.Duration
	Weeks                 int
	OptedOut              bool
	Contract              Contract
	Caps                  []CapMeter
	// RestUntil is when the rest after the shift that is on, or was last, ends; nil when it has.
	RestUntil *time.Time
}

// CapMeter is one cap and how much of it this week takes. Code is that of the reason that the cap gives.
type CapMeter struct {
	Code        string
	Used, Limit time.Duration
}

// Left is what may still be worked.
func (c CapMeter) Left() time.Duration { return max(0, c.Limit-c.Used) }

// MeterOf reads a diary as it stands now. pol is the policy of the employer that keeps the passport: others' caps are said
// with their shifts.
func MeterOf(w Worker, diary []Entry, pol Policy, now time.Time) Meter {
	p := ParamsOf(w.Contract)
	m := Meter{AsOf: now, Contract: p.Contract, OptedOut: w.OptOut.Holds(now), AverageLimit: p.MaxAverage}
	m.WeekFrom, m.WeekTo = Week(now)
	if m.OptedOut {
		m.AverageLimit = p.OptOutAverage
	}
	var rested time.Time
	for _, e := range diary {
		if !e.Work() {
			continue
		}
		m.Worked += e.within(m.WeekFrom, earlier(now, m.WeekTo))
		m.Booked += e.within(later(now, m.WeekFrom), m.WeekTo)
		if end := e.EndsAt.Add(p.Rest); !e.StartsAt.After(now) && end.After(now) {
			rested = later(rested, end)
		}
	}
	m.Worked, m.Booked = m.Worked.Round(time.Minute), m.Booked.Round(time.Minute)
	if !rested.IsZero() {
		m.RestUntil = &rested
	}
	pd := endingWith(now, diary, p, w.Since)
	m.Average, m.Weeks = pd.average().Round(time.Minute), pd.weeks
	m.Caps = caps(w, diary, p, pol, now, m)
	return m
}

// endingWith is the reference period whose last week is the one of now.
func endingWith(now time.Time, diary []Entry, p Params, since time.Time) period {
	week := dayOf(now).monday()
	from := week - day(7*(p.ReferenceWeeks-1))
	if !since.IsZero() {
		from = max(from, min(dayOf(since).monday(), week))
	}
	return daybook(diary, p, from, week+day(7*p.ReferenceWeeks), false).period(from, week+7)
}

func caps(w Worker, diary []Entry, p Params, pol Policy, now time.Time, m Meter) []CapMeter {
	out := []CapMeter{}
	if v := w.Visa; v != nil {
		r := visaHours{*v}
		if monday := dayOf(now).monday(); r.capped(monday) {
			code := "VISA_STUDENT_CAP"
			if v.Kind == SkilledWorker {
				code = "VISA_SECOND_JOB_CAP"
			}
			out = append(out, CapMeter{code, r.week(monday, diary).Round(time.Minute), v.WeeklyCap()})
		}
	}
	work := slices.DeleteFunc(slices.Clone(diary), func(e Entry) bool { return !e.Work() })
	if p.MaxIn168 > 0 {
		used := inLast(work, m.WeekFrom, m.WeekTo, func(e Entry) Entry { e.NetMinutes = 0; return e })
		out = append(out, CapMeter{"TCS_72_IN_168", used, p.MaxIn168})
	}
	if pol.MaxWeekHours.Weight != Off {
		out = append(out, CapMeter{"LOCAL_WEEK_HOURS", m.Worked + m.Booked, pol.MaxWeekHours.hours()})
	}
	return out
}

// inLast adds up a stretch of the diary.
func inLast(work []Entry, from, to time.Time, as func(Entry) Entry) (sum time.Duration) {
	for _, e := range work {
		sum += as(e).within(from, to)
	}
	return sum.Round(time.Minute)
}
