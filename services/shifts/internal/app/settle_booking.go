package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
)

// Settle records an answer to a booking and decides the booking if it can be decided. Repeated and late answers change
// nothing. A no that comes after the yes it takes back ends the booking, if the shift has not started.
func (a *App) Settle(ctx context.Context, bookingID id.ID, answer Answer) error {
	err := a.undo(ctx, bookingID, func(change func(*Standing) error) error {
		return a.bookings.Answer(ctx, bookingID, answer, change)
	}, a.settle)
	if errors.Is(err, ErrNotFound) {
		a.log.WarnContext(ctx, "an answer to a booking that is not ours", "booking", bookingID)
		return nil
	}
	return err
}

// settle decides a held booking on its answers, and moves the shift with it.
func (a *App) settle(st *Standing) error {
	now := a.clock.Now()
	if st.Booking.State().Status == booking.Held && st.HoldOver {
		if err := st.Booking.Expire(now); err != nil {
			return err
		}
		return st.reopen()
	}
	if st.lostSuccession(now) {
		return nil
	}
	switch st.Booking.Settle(st.Answers, now) {
	case booking.Yes:
		b := st.Booking.State()
		if st.Predecessor != nil {
			return st.handOver(now)
		}
		return st.Shift.FillFromBank(b.ID, b.HomeEmployer, now)
	case booking.No:
		return st.reopen()
	}
	return nil
}

// undo runs a change that may open the booking's shift again, and tells gate and waiters when it did.
func (a *App) undo(ctx context.Context, bookingID id.ID, update func(func(*Standing) error) error, change func(*Standing) error) error {
	var after Booked
	var settled, opened bool
	err := update(func(st *Standing) error {
		if err := change(st); err != nil {
			return err
		}
		after = st.booked()
		settled = len(st.Booking.Events()) > 0
		opened = settled && !after.Booking.Status.Live()
		if opened {
			a.gate.Open(after.Shift.ID)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if opened {
		a.gate.Open(after.Shift.ID)
	}
	if settled {
		a.outcomes.settled(after)
	}
	return nil
}

// booked is what stands, for a change with a booking.
func (st *Standing) booked() Booked {
	return Booked{Booking: st.Booking.State(), Shift: st.Shift.State()}
}
