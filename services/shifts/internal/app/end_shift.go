package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/cancellation"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Withdraw calls a shift off. Nobody booked: withdrawn. Somebody booked: their booking is cancelled and the shift with
// it. why is one of shift.WithdrawReasons.
func (a *App) Withdraw(ctx context.Context, shiftID id.ID, why string) (shift.State, error) {
	if err := shift.CheckWithdrawReason(why); err != nil {
		if _, cerr := a.ownShift(ctx, WithdrawShift, shiftID); cerr != nil {
			return shift.State{}, cerr
		}
		return shift.State{}, asFault(err)
	}
	rules, err := a.cancellationRules(ctx, WithdrawShift, shiftID)
	if err != nil {
		return shift.State{}, err
	}
	return a.changeShift(ctx, WithdrawShift, shiftID, func(st *Standing) error {
		now := a.clock.Now()
		if st.Booking != nil {
			c := cancellation.Of(rules, endFacts(st.Booking.State(), Ending{Side: cancellation.ByEmployer, Why: why}, 0, now))
			if err := st.Booking.Cancel(why, now); err != nil {
				return err
			}
			st.Booking.Bear(c)
		}
		return st.Shift.CallOff(now)
	})
}

// Override lets agencies in before the bank had its time. why is one of shift.OverrideReasons.
func (a *App) Override(ctx context.Context, shiftID id.ID, why string) (shift.State, error) {
	return a.changeShift(ctx, GrantOverride, shiftID, func(st *Standing) error {
		return st.Shift.GrantOverride(id.New(), why, a.clock.Now())
	})
}

// changeShift changes a shift of the caller's own employer.
func (a *App) changeShift(ctx context.Context, action auth.Action, shiftID id.ID, change func(*Standing) error) (shift.State, error) {
	if _, err := a.ownShift(ctx, action, shiftID); err != nil {
		return shift.State{}, err
	}
	var after shift.State
	var ended Booked
	err := a.shifts.Update(ctx, shiftID, func(st *Standing) error {
		if err := change(st); err != nil {
			return err
		}
		after = st.Shift.State()
		if st.Booking != nil && len(st.Booking.Events()) > 0 {
			ended = st.booked()
		}
		a.gate.Open(shiftID)
		return nil
	})
	if err != nil {
		return shift.State{}, asFault(err)
	}
	a.gate.Open(shiftID)
	a.outcomes.settled(ended)
	return after, nil
}

// ownShift asks the policy with the shift's employer; a shift that is not there and one of another employer are alike.
func (a *App) ownShift(ctx context.Context, action auth.Action, shiftID id.ID) (shift.State, error) {
	s, err := a.shifts.Get(ctx, shiftID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return shift.State{}, err
	}
	if _, perr := a.check(ctx, action, auth.Facts{Employer: s.Employer}); perr != nil {
		return shift.State{}, perr
	}
	return s, asFault(err)
}
