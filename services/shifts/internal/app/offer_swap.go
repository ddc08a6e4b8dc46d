package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/swap"
)

// OfferBooking looks for somebody who takes the caller's confirmed booking over: one worker, or with no name all who may.
// The booking stands until somebody has passed every check.
func (a *App) OfferBooking(ctx context.Context, bookingID, onlyFor id.ID) (swap.State, error) {
	read := func() (booking.State, error) { b, err := a.booked(ctx, bookingID); return b.Booking, err }
	if _, err := readOwn(ctx, a, OfferSwap, read, factsOf); err != nil {
		return swap.State{}, err
	}
	var made *swap.Swap
	err := a.swaps.Offer(ctx, bookingID, func(st *Standing) (w *swap.Swap, err error) {
		b, now := st.Booking.State(), a.clock.Now()
		if b.Status != booking.Confirmed {
			return nil, &swap.Refusal{Code: "booking_not_confirmed", Message: "Only a confirmed booking can be handed over; this one is " + string(b.Status) + "."}
		}
		if err := st.Shift.State().HandOverable(b.ID, now); err != nil {
			return nil, err
		}
		made, err = swap.Offer(id.New(), swap.Proposal{BookingID: b.ID, ShiftID: b.ShiftID, WorkerID: b.WorkerID, Employer: b.HostEmployer, OnlyFor: onlyFor}, now)
		return made, err
	})
	if err != nil {
		return swap.State{}, already(err, "swap_exists", "You have offered this booking for a swap already.")
	}
	return made.State(), nil
}

// WithdrawSwap takes the caller's offer back; asked by the taker, it only steps back from taking.
func (a *App) WithdrawSwap(ctx context.Context, swapID id.ID) (swap.State, error) {
	st, err := readOwn(ctx, a, OfferSwap, func() (swap.State, error) { return a.swaps.Get(ctx, swapID) }, func(w swap.State) auth.Facts {
		if p, _ := auth.From(ctx); w.TakerID != id.Nil && p.WorkerID == w.TakerID.String() {
			return requestFacts(w.ID, w.Employer, "", w.TakerID)
		}
		return swapFacts(w)
	})
	if err != nil {
		return swap.State{}, err
	}
	who, _ := auth.From(ctx)
	err = a.swaps.Update(ctx, swapID, func(w *swap.Swap) error {
		defer func() { st = w.State() }()
		if who.WorkerID != w.State().WorkerID.String() {
			return w.StepBack()
		}
		return w.Withdraw(a.clock.Now())
	})
	return st, asFault(err)
}

func swapFacts(w swap.State) auth.Facts { return requestFacts(w.ID, w.Employer, "", w.WorkerID) }

// unseen is the answer about a swap that the worker may not know of: it is another's, and not on offer to them.
func unseen(w swap.State, worker string) error {
	if w.WorkerID.String() == worker || w.TakerID.String() == worker || (w.Status.Live() && (w.OnlyFor == id.Nil || w.OnlyFor.String() == worker)) {
		return nil
	}
	return fault.New(fault.NotFound, "not_found", "There is nothing here for you. Check the address, or ask who sent it.")
}
