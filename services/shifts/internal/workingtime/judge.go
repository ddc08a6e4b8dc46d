package workingtime

import (
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/clock"
)

// finding is a rule that the wanted shift would break, before the host's policy has weighed it.
type finding struct {
	code, message, fix string
	from               *time.Time
}

func (f finding) weighs(w Weight) (reason.Reason, bool) {
	weight, on := w.reason()
	return reason.Reason{Code: f.code, Weight: weight, Message: f.message, Fix: f.fix, From: f.from}, on
}

// Judge says every working-time rule that the wanted shift would break, in one order: overlap and rest between shifts,
// weekly rest, the averages, the terms of resident doctors, the host's own caps, the visa. Breaches that stand in the
// diary already are not held against a shift that has no part in them. Reasons are empty when all is well.
func Judge(want Entry, w Worker, diary []Entry, pol Policy) []reason.Reason {
	p := ParamsOf(w.Contract)
	rs := RestReasons(want, diary)
	apply := func(weight Weight, r rule) (broken bool) {
		if weight == Off {
			return false
		}
		for _, f := range r.check(want, diary) {
			broken = true
			if f.from == nil {
				f.from = firstDay(r, want, diary)
			}
			if why, on := f.weighs(weight); on {
				rs = append(rs, why)
			}
		}
		return broken
	}
	apply(Hard, offSick{})
	apply(pol.WeeklyRest, weeklyRest{p.WeeklyRest})
	if !apply(pol.Average, average{p, w}) {
		apply(pol.NightAverage, nightAverage{p, w})
	}
	apply(pol.Break, breaks{p})
	for _, r := range p.contractRules() {
		apply(pol.Contract, r)
	}
	apply(pol.MaxWeekHours.Weight, weekHours{pol.MaxWeekHours.hours()})
	apply(pol.MaxShiftHours.Weight, shiftLength{"LOCAL_SHIFT_LENGTH", pol.MaxShiftHours.hours(), "At this employer"})
	apply(pol.MaxNights.Weight, nightRun{p, int(pol.MaxNights.Limit), "LOCAL_NIGHTS", "At this employer"})
	apply(pol.DayAfterNight.Weight, dayAfterNight{p, pol.DayAfterNight.hours()})
	if w.Visa != nil {
		apply(Hard, visaHours{*w.Visa})
	}
	return rs
}

// rule is one limit. It finds nothing when the wanted shift keeps it.
type rule interface {
	check(want Entry, diary []Entry) []finding
}

// movable is a rule that the same hours on a later day may keep: looked for every step days up to last.
type movable interface{ steps() (step, last int) }

// firstDay is the start of the same hours on the first later day on which they keep the rule and the rest between shifts;
// nil when there is none within reach.
func firstDay(r rule, want Entry, diary []Entry) *time.Time {
	m, ok := r.(movable)
	if !ok {
		return nil
	}
	step, last := m.steps()
	for n := step; n <= last; n += step {
		moved := moveDays(want, n)
		if len(RestReasons(moved, diary)) == 0 && len(r.check(moved, diary)) == 0 {
			at := moved.StartsAt.UTC()
			return &at
		}
	}
	return nil
}

func (c Cap) hours() time.Duration { return time.Duration(c.Limit * float64(time.Hour)) }

func moveDays(e Entry, n int) Entry {
	s := e.StartsAt.In(clock.London)
	moved := time.Date(s.Year(), s.Month(), s.Day()+n, s.Hour(), s.Minute(), s.Second(), 0, clock.London)
	e.EndsAt, e.StartsAt = moved.Add(e.EndsAt.Sub(e.StartsAt)), moved
	return e
}
