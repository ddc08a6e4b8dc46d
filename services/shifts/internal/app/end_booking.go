package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// GiveBack withdraws the caller's own booking; the shift is open again. why is one of shift.GiveBackReasons.
func (a *App) GiveBack(ctx context.Context, bookingID id.ID, why string) (Booked, error) {
	return a.endBooking(ctx, WithdrawFrom, bookingID, func(st *Standing) error {
		return st.Booking.Withdraw(why, a.clock.Now())
	})
}

// Cancel ends a booking on a shift of the caller's employer; the shift is open again. why is one of
// shift.WithdrawReasons.
func (a *App) Cancel(ctx context.Context, bookingID id.ID, why string) (Booked, error) {
	return a.endBooking(ctx, CancelBooking, bookingID, func(st *Standing) error {
		if err := shift.CheckWithdrawReason(why); err != nil {
			return err
		}
		return st.Booking.Cancel(why, a.clock.Now())
	})
}

func (a *App) endBooking(ctx context.Context, action auth.Action, bookingID id.ID, end func(*Standing) error) (Booked, error) {
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
	err = a.undo(ctx, bookingID, func(change func(*Standing) error) error {
		return a.bookings.Update(ctx, bookingID, change)
	}, func(st *Standing) error {
		if err := end(st); err != nil {
			return err
		}
		return st.reopen()
	})
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
