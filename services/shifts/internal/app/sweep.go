package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// sweepAtOnce is how many rows one round of a sweep takes up; the next round is a second away.
const sweepAtOnce = 200

// ExpireHolds ends holds whose answers did not come in time, by the database's clock: no worker waits for ever and no
// place is lost. Replicas may do it at the same time; the row lock decides. It gives how many it ended.
func (a *App) ExpireHolds(ctx context.Context) (int, error) {
	ids, err := a.bookings.ExpiredHolds(ctx, sweepAtOnce)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, bookingID := range ids {
		ended := 0
		err := a.undo(ctx, bookingID, func(change func(*Standing) error) error {
			return a.bookings.Update(ctx, bookingID, change)
		}, func(st *Standing) error {
			if st.Booking.State().Status != booking.Held || !st.HoldOver {
				return nil
			}
			ended = 1
			return a.settle(st)
		})
		if err != nil {
			return n, err
		}
		n += ended
	}
	return n, nil
}

// LapseShifts ends open shifts whose start has passed with nobody. It gives how many it ended.
func (a *App) LapseShifts(ctx context.Context) (int, error) {
	ids, err := a.shifts.Lapsed(ctx, sweepAtOnce)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, shiftID := range ids {
		lapsed, err := a.lapse(ctx, shiftID)
		if err != nil {
			return n, err
		}
		if lapsed {
			n++
		}
	}
	return n, nil
}

func (a *App) lapse(ctx context.Context, shiftID id.ID) (bool, error) {
	err := a.shifts.Update(ctx, shiftID, func(st *Standing) error { return st.Shift.Lapse() })
	var taken *shift.Refusal
	if errors.As(err, &taken) {
		return false, nil // Taken or called off since it was listed.
	}
	return err == nil, err
}
