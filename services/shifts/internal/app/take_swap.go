package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/swap"
)

// Swapped is a swap with the taker's booking; without one while the ward is asked.
type Swapped struct {
	Swap    swap.State
	Booking *Booked
}

// TakeOver takes a booking over from the worker who offers it. Where the ward has a say it is asked first; else the
// taker's booking is held beside the one that stands, and takes its place once every check says yes. shownPence is the
// total pay that the taker saw; they are booked for that or more. 0 when it is not known.
func (a *App) TakeOver(ctx context.Context, swapID id.ID, shownPence int64, noWait bool) (Swapped, error) {
	who, err := a.check(ctx, TakeSwap, auth.Facts{})
	if err != nil {
		return Swapped{}, err
	}
	st, err := a.swaps.Get(ctx, swapID)
	if err == nil {
		err = unseen(st, who.WorkerID)
	}
	if err != nil {
		return Swapped{}, asFault(err)
	}
	s, err := a.shifts.Get(ctx, st.ShiftID)
	if err != nil {
		return Swapped{}, err
	}
	if err := s.HandOverable(st.BookingID, a.clock.Now()); err != nil {
		return Swapped{}, asFault(err)
	}
	w, err := a.able(ctx, who, s)
	if err != nil {
		return Swapped{}, err
	}
	terms, _, err := policyOf[policy.BookingMode](ctx, a.policies, s.Employer)
	if err != nil {
		return Swapped{}, err
	}
	by := swap.Taker{WorkerID: w.ID, Home: w.HomeEmployer, ShownPence: shownPence}
	if terms.SwapNeedsApproval || s.BookingMode == shift.RequestApprove {
		err := a.swaps.Update(ctx, swapID, func(w *swap.Swap) error {
			defer func() { st = w.State() }()
			return w.Ask(by)
		})
		return Swapped{Swap: st}, asFault(err)
	}
	return a.takeOver(ctx, swapID, noWait, func(w *swap.Swap, successor id.ID) error { return w.Take(by, successor) })
}

// ApproveSwap lets the taker whom the ward was asked about take the booking over.
func (a *App) ApproveSwap(ctx context.Context, swapID id.ID, noWait bool) (Swapped, error) {
	if _, err := readOwn(ctx, a, DecideSwap, func() (swap.State, error) { return a.swaps.Get(ctx, swapID) }, swapFacts); err != nil {
		return Swapped{}, err
	}
	return a.takeOver(ctx, swapID, noWait, func(w *swap.Swap, successor id.ID) error { return w.Approve(successor, CallerOf(ctx).Actor) })
}

// DeclineSwap refuses that taker; the booking is on offer again.
func (a *App) DeclineSwap(ctx context.Context, swapID id.ID) (swap.State, error) {
	st, err := readOwn(ctx, a, DecideSwap, func() (swap.State, error) { return a.swaps.Get(ctx, swapID) }, swapFacts)
	if err != nil {
		return swap.State{}, err
	}
	err = a.swaps.Update(ctx, swapID, func(w *swap.Swap) error {
		defer func() { st = w.State() }()
		return w.Decline()
	})
	return st, asFault(err)
}

func (a *App) takeOver(ctx context.Context, swapID id.ID, noWait bool, take func(*swap.Swap, id.ID) error) (Swapped, error) {
	successor := id.New()
	woken, stop := a.outcomes.expect(successor)
	defer stop()
	var st swap.State
	err := a.swaps.Update(ctx, swapID, func(w *swap.Swap) error {
		defer func() { st = w.State() }()
		return take(w, successor)
	})
	if err != nil {
		return Swapped{}, asFault(err)
	}
	held, err := a.succeed(ctx, st)
	if err != nil {
		return Swapped{}, err
	}
	if noWait {
		return Swapped{Swap: st, Booking: &held}, nil
	}
	b, err := a.outcome(ctx, successor, woken)
	if serr := a.settleSwap(ctx, swapID); serr != nil {
		a.log.WarnContext(ctx, "a swap is not settled yet", "swap", swapID, "error", serr)
	}
	if err != nil {
		return Swapped{}, err
	}
	st, err = a.swaps.Get(ctx, swapID)
	return Swapped{Swap: st, Booking: &b}, err
}

// succeed makes the claim of a swap's taker, or finds it made. A refusal puts the swap back on offer.
func (a *App) succeed(ctx context.Context, st swap.State) (Booked, error) {
	made, err := a.booked(ctx, st.SuccessorID)
	if err == nil || !errors.Is(err, ErrNotFound) {
		return made, err
	}
	held, tell, err := a.hold(ctx, st.ShiftID, st.SuccessorID, eligibility.Worker{ID: st.TakerID, HomeEmployer: st.TakerHome},
		booking.Grant{SuccessorOf: st.BookingID, ApprovedBy: st.ApprovedBy, ShownPence: st.ShownPence})
	var refused *booking.Refusal
	switch {
	case err == nil:
		tell()
		return held, nil
	case !errors.As(err, &refused):
		return Booked{}, asFault(err)
	}
	uerr := a.swaps.Update(ctx, st.ID, func(w *swap.Swap) error {
		w.Fail(whyRefused(refused))
		return nil
	})
	if uerr != nil {
		return Booked{}, uerr
	}
	if st.ApprovedBy != "" {
		return Booked{}, toTheWard(err)
	}
	return Booked{}, asFault(err)
}

// settleSwap brings a swap to where its two bookings stand.
func (a *App) settleSwap(ctx context.Context, swapID id.ID) error {
	st, err := a.swaps.Get(ctx, swapID)
	if err != nil || !st.Status.Live() {
		return err
	}
	before, err := a.booked(ctx, st.BookingID)
	if err != nil {
		return err
	}
	var after Booked
	if st.Status == swap.Taking {
		if after, err = a.booked(ctx, st.SuccessorID); errors.Is(err, ErrNotFound) {
			_, err = a.succeed(ctx, st)
			if noneLeft(err) {
				err = nil
			}
			return err
		}
		if err != nil {
			return err
		}
	}
	now := a.clock.Now()
	gone := before.Booking.Status != booking.Confirmed || !before.Booking.StartsAt.After(now)
	return a.swaps.Update(ctx, swapID, func(w *swap.Swap) error {
		at := w.State()
		if at.Version != st.Version {
			return nil // Somebody has moved it on.
		}
		switch n := after.Booking; {
		case at.Status == swap.Taking && n.Status == booking.Held:
		case at.Status == swap.Taking && n.ConfirmedAt != nil:
			w.Finish(now)
		case gone:
			w.Close(reason.Reason{Code: "SWAP_GONE", Weight: reason.Hard, Message: "The booking that was offered has ended, or its shift has started."}, now)
		case at.Status == swap.Taking:
			w.Fail(n.Reasons)
		}
		return nil
	})
}
