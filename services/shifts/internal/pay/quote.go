package pay

import "time"

// Shift is what pay depends on of a shift.
type Shift struct {
	Employer, Ward         string
	StaffGroup, Role, Band string
	StartsAt, EndsAt       time.Time
	BreakMinutes           int
	// RatePence is the basic pay an hour that the shift shows. Escalated tells that it is above the standard rate.
	RatePence int64
	Escalated bool
}

func (s Shift) work() Work { return Work{s.StartsAt, s.EndsAt, s.BreakMinutes} }

// Worker is what pay depends on of a worker.
type Worker struct {
	// Band is the band of the worker's engagement for the same staff group; empty when it is not known.
	Band string
}

// Rules are what one employer pays by: its rate cards and its policy.
type Rules struct {
	Cards  []Card
	Policy Policy
	// PolicyVersion is 0 for the default policy.
	PolicyVersion int64
}

// RateFor is the hourly rate that the employer's rate cards have for a shift that was posted without one. False when
// there is no card for it.
func (r Rules) RateFor(s Shift) (int64, bool) {
	on := DayOf(s.StartsAt)
	c, ok := choose(r.Cards, s, s.Band, on)
	if !ok {
		return 0, false
	}
	return c.Basic(on)
}

// Quote is what the shift pays the worker. The rate is the shift's unless the policy pays the worker's own band or what
// comes to more; an escalated rate is a promise that the worker's own band never lowers.
func (r Rules) Quote(s Shift, w Worker) Quote {
	shift := r.byShift(s, w)
	if r.Policy.PayTo != ToWorkerGrade && r.Policy.PayTo != ToHigher {
		return shift
	}
	worker, ok := r.byWorker(s, w)
	if !ok || r.Policy.PayTo == ToHigher && worker.TotalPence <= shift.TotalPence {
		return shift
	}
	return worker
}

func (r Rules) byShift(s Shift, w Worker) Quote {
	rate, from := s.RatePence, FromShift
	if r.Policy.LowerBand == LowerTopOfBand && bandRank(s.Band) >= 0 && bandRank(w.Band) > bandRank(s.Band) {
		if top, ok := PointPence(s.Band, Top, DayOf(s.StartsAt)); ok && top > rate {
			rate, from = top, FromTopOfBand
		}
	}
	return r.price(s, s.Band, rate, from)
}

// byWorker pays the worker's own band; false when its rate is not known.
func (r Rules) byWorker(s Shift, w Worker) (Quote, bool) {
	if w.Band == "" || w.Band == s.Band {
		return Quote{}, false
	}
	on := DayOf(s.StartsAt)
	rate, ok := int64(0), false
	if c, found := choose(r.Cards, s, w.Band, on); found {
		rate, ok = c.Basic(on)
	} else {
		rate, ok = PointPence(w.Band, r.Policy.WorkerPoint, on)
	}
	if !ok {
		return Quote{}, false
	}
	if s.Escalated {
		rate = max(rate, s.RatePence)
	}
	return r.price(s, w.Band, rate, FromWorker), true
}

func (r Rules) price(s Shift, band string, rate int64, from RateFrom) Quote {
	on := DayOf(s.StartsAt)
	q := Quote{
		Basis: Basis{PolicyVersion: r.PolicyVersion, Rate: from, Band: band, Escalated: s.Escalated},
		Terms: Terms{
			BasicPence: rate, NightMajority: r.Policy.NightMajority, Break: r.Policy.Break, Rounding: r.Policy.Rounding,
			HolidayPay: r.Policy.HolidayPay, Holidays: r.holidays(s),
		},
	}
	c, found := choose(r.Cards, s, band, on)
	if found {
		q.Basis.CardID, q.Basis.CardVersion = c.ID.String(), c.Version
	} else {
		c = Card{Band: band, BasicPence: rate, Scheme: schemeOf(band)}
	}
	q.Terms.NightMajority = q.Terms.NightMajority && c.Scheme == AfC
	q.Terms.Windows, q.Terms.HighCostPence = c.windows(rate, on), c.highCost(rate)
	q.Lines, q.TotalPence = q.Terms.For(s.work())
	return q
}

// holidays are those that the shift, or the hours really worked, may touch.
func (r Rules) holidays(s Shift) []Day {
	var out []Day
	for d := DayOf(s.StartsAt) - 2; d <= DayOf(s.EndsAt)+2; d++ {
		if r.Policy.Holiday(d) {
			out = append(out, d)
		}
	}
	return out
}
