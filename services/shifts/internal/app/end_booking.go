package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/cancellation"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// GiveBack withdraws the caller's own booking; the shift is open again. why is one of shift.GiveBackReasons. What follows
// is kept with the booking, and is what Consequence showed.
func (a *App) GiveBack(ctx context.Context, bookingID id.ID, why string) (Booked, error) {
	return a.endBooking(ctx, WithdrawFrom, bookingID, Ending{Side: cancellation.ByWorker, Why: why}, func(b *booking.Booking) error {
		return b.Withdraw(why, a.clock.Now())
	})
}

// Cancel ends a booking on a shift of the caller's employer; the shift is open again. why is one of
// shift.WithdrawReasons.
func (a *App) Cancel(ctx context.Context, bookingID id.ID, why string) (Booked, error) {
	return a.CancelFor(ctx, bookingID, why, id.Nil)
}

// CancelFor is Cancel that offers the worker another open shift of the employer instead; id.Nil offers none.
func (a *App) CancelFor(ctx context.Context, bookingID id.ID, why string, redeployTo id.ID) (Booked, error) {
	return a.endBooking(ctx, CancelBooking, bookingID, Ending{Side: cancellation.ByEmployer, Why: why, RedeployTo: redeployTo}, func(b *booking.Booking) error {
		if err := shift.CheckWithdrawReason(why); err != nil {
			return err
		}
		return b.Cancel(why, a.clock.Now())
	})
}

func (a *App) endBooking(ctx context.Context, action auth.Action, bookingID id.ID, how Ending, end func(*booking.Booking) error) (Booked, error) {
	b, err := a.ownBooking(ctx, action, bookingID)
	if err != nil {
		return Booked{}, err
	}
	follows, err := a.consequences(ctx, b, how)
	if err != nil {
		return Booked{}, err
	}
	return a.changeBooking(ctx, bookingID, func(st *Standing) error {
		c := follows(st.Booking.State())
		if err := end(st.Booking); err != nil {
			return err
		}
		st.Booking.Bear(c)
		return st.reopen()
	})
}

// ownBooking asks the policy with the booking; one that is not there and one that is not the caller's to know of are alike.
func (a *App) ownBooking(ctx context.Context, action auth.Action, bookingID id.ID) (Booked, error) {
	b, err := a.booked(ctx, bookingID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return Booked{}, err
	}
	if _, perr := a.check(ctx, action, factsOf(b.Booking)); perr != nil {
		return Booked{}, perr
	}
	if err != nil {
		return Booked{}, unknown()
	}
	return b, nil
}

// changeBooking changes a booking, and its shift with it.
func (a *App) changeBooking(ctx context.Context, bookingID id.ID, change func(*Standing) error) (Booked, error) {
	err := a.undo(ctx, bookingID, func(update func(*Standing) error) error {
		return a.bookings.Update(ctx, bookingID, update)
	}, change)
	if err != nil {
		return Booked{}, asFault(err)
	}
	return a.booked(ctx, bookingID)
}

func factsOf(b booking.State) auth.Facts {
	if b.ID == id.Nil {
		return auth.Facts{}
	}
	return auth.Facts{Employer: b.HostEmployer, Home: b.HomeEmployer, Worker: b.WorkerID.String()}
}
