package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
)

// Suspension is the end of a worker's passport below a version.
type Suspension struct {
	WorkerID id.ID
	// Floor is the lowest passport version on which a booking may still rely.
	Floor   int64
	Reasons []reason.Reason
}

// Suspend ends every future booking of the worker that relies on a passport below the floor, and lets none confirm on
// one later. A booking made after a reinstatement stands, however late this is heard. The caller has kept the worker.
func (a *App) Suspend(ctx context.Context, s Suspension) error {
	if err := a.models.RaiseFloor(ctx, s.WorkerID, s.Floor); err != nil {
		return err
	}
	live, err := a.bookings.LiveOfWorker(ctx, s.WorkerID, a.clock.Now())
	if err != nil {
		return err
	}
	for _, bookingID := range live {
		err := a.undo(ctx, bookingID, func(change func(*Standing) error) error {
			return a.bookings.Update(ctx, bookingID, change)
		}, func(st *Standing) error { return a.endBelow(st, s) })
		if err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
	}
	return nil
}

func (a *App) endBelow(st *Standing, s Suspension) error {
	b := st.Booking.State()
	if b.Status == booking.Held {
		// Its clearance is judged against the floor; without one passports' answer is on its way.
		return a.settle(st)
	}
	if b.Clearance == nil || b.Clearance.PassportVersion >= s.Floor {
		return nil
	}
	return a.revokeOrFlag(st, s.Reasons)
}

// TakeBack ends one future booking whose clearance or authorisation is taken back: answer says which, and is a no. While
// the booking is held it is an answer like any other.
func (a *App) TakeBack(ctx context.Context, bookingID id.ID, answer Answer) error {
	why := func() []reason.Reason {
		if answer.Clearance != nil {
			return answer.Clearance.Reasons
		}
		return answer.Authorisation.Reasons
	}
	err := a.undo(ctx, bookingID, func(change func(*Standing) error) error {
		return a.bookings.Answer(ctx, bookingID, answer, change)
	}, func(st *Standing) error {
		if st.Booking.State().Status == booking.Held {
			return a.settle(st)
		}
		return a.revokeOrFlag(st, why())
	})
	if errors.Is(err, ErrNotFound) {
		a.log.WarnContext(ctx, "the end of a booking that is not ours", "booking", bookingID)
		return nil
	}
	return err
}

// revokeOrFlag ends a future booking. Of a started one the ward is told, and nobody is sent home by a machine.
func (a *App) revokeOrFlag(st *Standing, why []reason.Reason) error {
	if st.Booking.Revoke(why, a.clock.Now()) {
		return st.reopen()
	}
	st.Booking.Flag(why)
	return nil
}
