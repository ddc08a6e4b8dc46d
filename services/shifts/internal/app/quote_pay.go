package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/pay"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// PayRules are what an employer pays by today: its policy and all its cards.
func (a *App) PayRules(ctx context.Context, employer string) (pay.Rules, error) {
	p, version, err := policyOf[policy.Pay](ctx, a.policies, employer)
	if err != nil {
		return pay.Rules{}, err
	}
	cards, err := a.rateCards.InLine(ctx, employer)
	return pay.Rules{Cards: cards, Policy: p.Policy, PolicyVersion: version}, err
}

// ShiftPay is what pay depends on of a shift.
func ShiftPay(s shift.State) pay.Shift {
	return pay.Shift{Employer: s.Employer, Ward: s.Ward, StaffGroup: s.StaffGroup, Role: s.Role, Band: s.Band,
		StartsAt: s.StartsAt, EndsAt: s.EndsAt, BreakMinutes: s.BreakMinutes, RatePence: s.RatePence,
		Escalated: s.BaseRatePence > 0 && s.RatePence > s.BaseRatePence}
}

// WorkerPay is what pay depends on of a worker: the highest band of their engagements for the same staff group with
// their home employer on the day of the shift, for the same role before others.
func WorkerPay(w eligibility.Worker, s shift.State) pay.Worker {
	if band := engagedBand(w, s, true); band != "" {
		return pay.Worker{Band: band}
	}
	return pay.Worker{Band: engagedBand(w, s, false)}
}

func engagedBand(w eligibility.Worker, s shift.State, sameRole bool) string {
	band := ""
	for _, g := range w.Engagements {
		if g.Employer != w.HomeEmployer || g.StaffGroup != s.StaffGroup || sameRole && g.Role != s.Role ||
			g.From.After(s.StartsAt) || g.Until != nil && g.Until.Before(s.StartsAt) {
			continue
		}
		band = pay.HigherBand(band, g.Band)
	}
	return band
}

// PayFor is the split that a shift pays the worker who asks, before they accept. Of a shift that they have it is what
// their booking locked.
func (a *App) PayFor(ctx context.Context, shiftID id.ID) (q pay.Quote, locked bool, err error) {
	s, mine, err := a.Shift(ctx, shiftID)
	if err != nil {
		return pay.Quote{}, false, err
	}
	if who, _ := auth.From(ctx); who.Role == auth.Worker && mine != nil && mine.Pay != nil {
		return *mine.Pay, true, nil
	}
	q, err = a.QuoteShift(ctx, s)
	return q, false, err
}

// BookingPay is the split that a booking locked, for whoever may see the booking.
func (a *App) BookingPay(ctx context.Context, bookingID id.ID) (pay.Quote, error) {
	b, err := a.Booking(ctx, bookingID)
	if err != nil {
		return pay.Quote{}, err
	}
	if b.Booking.Pay == nil {
		return pay.Quote{}, fault.New(fault.NotFound, "no_pay_locked", "This booking was made before the pay of bookings was kept. Ask the ward for its rate.")
	}
	return *b.Booking.Pay, nil
}

// QuoteShift is what a shift that the caller has been shown would pay them; without a worker, one of the shift's grade.
func (a *App) QuoteShift(ctx context.Context, s shift.State) (pay.Quote, error) {
	rules, err := a.PayRules(ctx, s.Employer)
	if err != nil {
		return pay.Quote{}, err
	}
	who, _ := auth.From(ctx)
	if who.Role != auth.Worker {
		return rules.Quote(ShiftPay(s), pay.Worker{}), nil
	}
	w, err := a.worker(ctx, who)
	if err != nil {
		return pay.Quote{}, err
	}
	return rules.Quote(ShiftPay(s), a.workerPay(w, s)), nil
}

// lockPay fixes on a booking that is about to be kept what the host pays for exactly its hours.
func lockPay(b *booking.Booking, s shift.State, w eligibility.Worker, rules pay.Rules, shownPence int64) error {
	work := b.State().Work()
	of := ShiftPay(s)
	of.StartsAt, of.EndsAt, of.BreakMinutes = work.StartsAt, work.EndsAt, work.BreakMinutes
	return b.LockPay(rules.Quote(of, WorkerPay(w, s)), shownPence)
}
