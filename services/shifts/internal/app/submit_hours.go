package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/timesheet"
)

// SubmitHours sends in the caller's worked hours, or corrects them until somebody decides. It makes booking and shift
// worked.
func (a *App) SubmitHours(ctx context.Context, bookingID id.ID, h timesheet.Hours, note string) (Booked, error) {
	b, err := a.ownBooking(ctx, SubmitHours, bookingID)
	if err != nil {
		return Booked{}, err
	}
	limits, _, err := policyOf[policy.Attendance](ctx, a.policies, b.Booking.HostEmployer)
	if err != nil {
		return Booked{}, err
	}
	return a.changeBooking(ctx, bookingID, func(st *Standing) error {
		now := a.clock.Now()
		was := st.Booking.State().Status
		if err := st.Booking.SubmitHours(h, note, CallerOf(ctx).Actor, limits, now); err != nil {
			return err
		}
		if was == booking.Worked {
			return nil
		}
		return st.Shift.Work(now)
	})
}

// AgreeHours is the worker's yes to hours that the employer changed; they are then approved.
func (a *App) AgreeHours(ctx context.Context, bookingID id.ID) (Booked, error) {
	if _, err := a.ownBooking(ctx, AgreeHours, bookingID); err != nil {
		return Booked{}, err
	}
	return a.changeBooking(ctx, bookingID, func(st *Standing) error {
		b := st.Booking.State()
		if b.Sheet == nil {
			return st.Booking.AgreeHours(0, a.clock.Now())
		}
		return st.Booking.AgreeHours(lockedPence(b, b.Sheet.Hours), a.clock.Now())
	})
}
