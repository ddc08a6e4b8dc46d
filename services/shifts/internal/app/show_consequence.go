package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/cancellation"
	"github.com/muster-ics/muster/services/shifts/internal/pay"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/timesheet"
)

// Ending is how somebody means to end a booking.
type Ending struct {
	Side cancellation.Side
	Why  string
	// RedeployTo is the shift that the employer offers instead; id.Nil is none.
	RedeployTo id.ID
}

// Foreseen is what would follow from ending a booking now, before it is chosen.
type Foreseen struct {
	Booked      Booked
	Consequence cancellation.Consequence
	// Redeploy are open shifts like it at the same employer, for the employer to offer first.
	Redeploy []shift.State
}

// Consequence shows what would follow from ending a booking now. It changes nothing.
func (a *App) Consequence(ctx context.Context, bookingID id.ID, how Ending) (Foreseen, error) {
	b, err := a.ownBooking(ctx, ReadConsequence, bookingID)
	if err != nil {
		return Foreseen{}, err
	}
	who, _ := auth.From(ctx)
	if (who.Role == auth.Worker) != (how.Side == cancellation.ByWorker) {
		return Foreseen{}, fault.New(fault.Invalid, "invalid_input", "Ask for your own side of the booking.").
			WithFields(fault.Field{Location: "query.side", Message: "Workers ask for worker, employers for employer."})
	}
	if s := b.Booking.Status; s != booking.Held && s != booking.Confirmed {
		return Foreseen{}, fault.New(fault.Conflict, "booking_ended", "This booking is over or under way; there is nothing left to cancel.")
	}
	follows, err := a.consequences(ctx, b, how)
	if err != nil {
		return Foreseen{}, err
	}
	out := Foreseen{Booked: b, Consequence: follows(b.Booking)}
	if how.Side == cancellation.ByEmployer {
		out.Redeploy, err = a.redeployments(ctx, b.Shift)
	}
	return out, err
}

// redeployAmong and redeployAtMost bound the search for shifts to offer instead.
const (
	redeployAmong  = 50
	redeployAtMost = 5
)

func (a *App) redeployments(ctx context.Context, s shift.State) ([]shift.State, error) {
	like, err := a.shifts.Like(ctx, s, a.clock.Now(), redeployAmong)
	if err != nil {
		return nil, err
	}
	var out []shift.State
	for _, l := range like {
		if l.Employer == s.Employer && len(out) < redeployAtMost {
			out = append(out, l)
		}
	}
	return out, nil
}

// consequences reads what the consequence of an ending depends on, and gives the rule for the booking as it is locked.
func (a *App) consequences(ctx context.Context, b Booked, how Ending) (func(booking.State) cancellation.Consequence, error) {
	rules, _, err := policyOf[policy.Cancellation](ctx, a.policies, b.Booking.HostEmployer)
	if err != nil {
		return nil, err
	}
	before := 0
	if how.Side == cancellation.ByWorker {
		if before, err = a.strikes(ctx, b.Booking, cancellation.Late, rules.Worker.MonitoringDays); err != nil {
			return nil, err
		}
	}
	if how.RedeployTo != id.Nil {
		if err := a.checkRedeployment(ctx, b.Shift, how.RedeployTo); err != nil {
			return nil, err
		}
	}
	return func(st booking.State) cancellation.Consequence {
		c := cancellation.Of(rules, endFacts(st, how, before, a.clock.Now()))
		if c.Code == cancellation.Redeployed {
			c.RedeployTo = how.RedeployTo.String()
		}
		return c
	}, nil
}

func (a *App) checkRedeployment(ctx context.Context, from shift.State, to id.ID) error {
	s, err := a.shifts.Get(ctx, to)
	if err == nil && s.Employer == from.Employer && s.ID != from.ID && s.Takeable(a.clock.Now()) == nil {
		return nil
	}
	return fault.New(fault.Invalid, "invalid_input", "That shift cannot be offered instead.").
		WithFields(fault.Field{Location: "body.redeploy_to", Message: "Choose another open shift of your own employer."})
}

// strikes counts what counts against a worker at the booking's host.
func (a *App) strikes(ctx context.Context, b booking.State, code cancellation.Code, days int) (int, error) {
	since := a.clock.Now().Add(-time.Duration(days) * 24 * time.Hour)
	return a.attendance.Strikes(ctx, b.WorkerID, b.HostEmployer, code, since)
}

// cancellationRules are those of the employer whose shift it is.
func (a *App) cancellationRules(ctx context.Context, action auth.Action, shiftID id.ID) (policy.Cancellation, error) {
	s, err := a.ownShift(ctx, action, shiftID)
	if err != nil {
		return policy.Cancellation{}, err
	}
	rules, _, err := policyOf[policy.Cancellation](ctx, a.policies, s.Employer)
	return rules, err
}

func endFacts(b booking.State, how Ending, before int, now time.Time) cancellation.Facts {
	return cancellation.Facts{
		Side: how.Side, Why: how.Why, Confirmed: b.Status == booking.Confirmed, Now: now, StartsAt: b.StartsAt,
		LockedPence: lockedPence(b, b.Booked()), NetMinutes: b.NetMinutes, Before: before, Redeploy: how.RedeployTo != id.Nil,
	}
}

// lockedPence is what hours pay by what was locked when the booking was made. Bookings from before whole quotes were kept
// have only an hourly rate.
func lockedPence(b booking.State, h timesheet.Hours) int64 {
	if b.Pay == nil {
		return (b.RatePence*int64(h.Minutes()) + 30) / 60
	}
	return rework(*b.Pay, h).TotalPence
}

// rework is what hours pay by the rates that were locked.
func rework(locked pay.Quote, h timesheet.Hours) pay.Quote {
	return pay.Rework(locked, pay.Work{StartsAt: h.StartsAt, EndsAt: h.EndsAt, BreakMinutes: h.BreakMinutes})
}
