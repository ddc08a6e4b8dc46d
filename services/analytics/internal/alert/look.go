package alert

import (
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

// lookBack is how long an agency's early fill stays a reason to call.
const lookBack = 24 * time.Hour

// Known is what rules are judged on: the shifts that start from a day ago to the furthest that a rule looks ahead, and how
// old each employer's newest event is.
type Known struct {
	Shifts []fact.Shift
	Ages   map[string]time.Time
}

// Look gives what a rule sees now.
func Look(r Rule, k Known, now time.Time) map[Cell]Value {
	switch r.What {
	case FillBelow:
		return fill(r, k.Shifts, now)
	case RateAbove:
		return rates(r, k.Shifts, now)
	case AboveAgreed:
		return agreed(r, k.Shifts, now)
	case AgencyEarly:
		return early(r, k.Shifts, now)
	default:
		return silence(r, k.Ages, now)
	}
}

func (s Scope) has(x fact.Shift) bool {
	return (s.Employer == "" || s.Employer == x.Employer) && (s.StaffGroup == "" || s.StaffGroup == x.StaffGroup) &&
		(s.Role == "" || s.Role == x.Role) && (s.Period == "" || s.Period == measure.PeriodOf(x.StartsAt, x.EndsAt))
}

func soon(x fact.Shift, hours int, now time.Time) bool {
	return !x.StartsAt.Before(now) && x.StartsAt.Before(now.Add(time.Duration(hours)*time.Hour))
}

func fill(r Rule, shifts []fact.Shift, now time.Time) map[Cell]Value {
	sums := map[Cell]fillrate.Figures{}
	for _, x := range shifts {
		part, ok := fillrate.PartOf(x.Status, x.FilledBy)
		if !ok || !r.Scope.has(x) || !soon(x, r.HoursAhead, now) {
			continue
		}
		cell := Cell{x.Employer, x.StaffGroup}
		f := sums[cell]
		f.Count(part, 1, x.NetMinutes)
		sums[cell] = f
	}
	seen := map[Cell]Value{}
	for cell, f := range sums {
		if rate := f.Minutes.FillRate(); rate.Known() {
			seen[cell] = Value{N: rate.Of * 1000 / rate.Over, Shifts: f.Shifts.NetRequested()} // Rounded down: 84.99 % is below 85 %.
		}
	}
	return seen
}

// rates takes, for each employer and staff group, the work for which it lies furthest above the others.
func rates(r Rule, shifts []fact.Shift, now time.Time) map[Cell]Value {
	var alike []fact.Shift
	for _, x := range shifts {
		s := r.Scope
		s.Employer = "" // The median is over all employers.
		if s.has(x) && soon(x, r.HoursAhead, now) {
			alike = append(alike, x)
		}
	}
	seen := map[Cell]Value{}
	for _, spread := range measure.Spreads(alike) {
		for _, o := range spread.Employers {
			cell, v := Cell{o.Employer, spread.StaffGroup}, Value{N: max(o.AbovePerMille(spread), 0), Shifts: o.Shifts}
			if known, ok := seen[cell]; (r.Scope.Employer == "" || r.Scope.Employer == o.Employer) && (!ok || known.N < v.N) {
				seen[cell] = v
			}
		}
	}
	return seen
}

// agreed takes, for each employer and staff group, the shift whose rate stands furthest above its rate card.
func agreed(r Rule, shifts []fact.Shift, now time.Time) map[Cell]Value {
	seen := map[Cell]Value{}
	for _, x := range shifts {
		if x.RatePence <= 0 || x.Status == "withdrawn" || x.Status == "cancelled" || !r.Scope.has(x) || !soon(x, r.HoursAhead, now) {
			continue
		}
		cell := Cell{x.Employer, x.StaffGroup}
		v := seen[cell]
		v.Shifts++
		if x.BaseRatePence > 0 {
			v.N = max(v.N, (x.RatePence-x.BaseRatePence)*1000/x.BaseRatePence)
		}
		seen[cell] = v
	}
	return seen
}

func early(r Rule, shifts []fact.Shift, now time.Time) map[Cell]Value {
	seen := map[Cell]Value{}
	for _, x := range shifts {
		proof := measure.BankFirst(x)
		if !r.Scope.has(x) || proof == measure.NotAgency || x.FilledAt == nil || x.FilledAt.Before(now.Add(-lookBack)) {
			continue
		}
		cell := Cell{x.Employer, x.StaffGroup}
		v := seen[cell]
		v.Shifts++
		if proof != measure.BankHadTime {
			v.N++
		}
		seen[cell] = v
	}
	return seen
}

func silence(r Rule, ages map[string]time.Time, now time.Time) map[Cell]Value {
	seen := map[Cell]Value{}
	for employer, at := range ages {
		if r.Scope.Employer == "" || r.Scope.Employer == employer {
			seen[Cell{Employer: employer}] = Value{N: max(int64(now.Sub(at)/time.Minute), 0)}
		}
	}
	return seen
}
