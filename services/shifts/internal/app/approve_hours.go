package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/timesheet"
)

// WaitingHours are the statuses in which hours wait for somebody.
var WaitingHours = []timesheet.Status{timesheet.Submitted, timesheet.Amended, timesheet.Disputed}

// Hours gives the worked hours at the caller's employer that wait for somebody.
func (a *App) Hours(ctx context.Context, f HoursFilter) ([]Booked, error) {
	who, err := a.check(ctx, ListHours, auth.Facts{Employer: employerOf(ctx)})
	if err != nil {
		return nil, err
	}
	f.Host = who.Employer
	return a.attendance.Hours(ctx, f)
}

// ApprovedHours is what became of one of several approvals: the booking, or why not.
type ApprovedHours struct {
	BookingID id.ID
	Booked    Booked
	Refused   *fault.Error
}

// MaxHoursAtOnce is how many hours can be approved in one request.
const MaxHoursAtOnce = 200

// ApproveHours approves hours as they were sent in, one step each and each by itself: one that cannot be approved keeps no
// other from it. The error is for the whole request.
func (a *App) ApproveHours(ctx context.Context, bookings []id.ID) ([]ApprovedHours, error) {
	if _, err := a.check(ctx, ApproveHours, auth.Facts{Employer: employerOf(ctx)}); err != nil {
		return nil, err
	}
	if len(bookings) == 0 || len(bookings) > MaxHoursAtOnce {
		return nil, fault.New(fault.Invalid, "invalid_input", "Choose from 1 to %d bookings.", MaxHoursAtOnce).
			WithFields(fault.Field{Location: "body.booking_ids", Message: "Choose at least one booking whose hours wait for approval."})
	}
	out := make([]ApprovedHours, len(bookings))
	for i, bookingID := range bookings {
		out[i].BookingID = bookingID
		b, err := a.approve(ctx, bookingID)
		var refused *fault.Error
		switch {
		case err == nil:
			out[i].Booked = b
		case errors.As(err, &refused) && refused.Kind != fault.Internal:
			out[i].Refused = refused
		default:
			return nil, err
		}
	}
	return out, nil
}

func (a *App) approve(ctx context.Context, bookingID id.ID) (Booked, error) {
	if _, err := a.ownBooking(ctx, ApproveHours, bookingID); err != nil {
		return Booked{}, err
	}
	by := CallerOf(ctx).Actor
	return a.changeBooking(ctx, bookingID, func(st *Standing) error {
		b := st.Booking.State()
		if b.Sheet == nil {
			return st.Booking.ApproveHours(0, by, a.clock.Now())
		}
		return st.Booking.ApproveHours(lockedPence(b, b.Sheet.Hours), by, a.clock.Now())
	})
}

// AmendHours changes hours that were sent in; the worker then agrees or disputes. why is a sentence for the worker.
func (a *App) AmendHours(ctx context.Context, bookingID id.ID, h timesheet.Hours, why string) (Booked, error) {
	b, err := a.ownBooking(ctx, ApproveHours, bookingID)
	if err != nil {
		return Booked{}, err
	}
	limits, _, err := policyOf[policy.Attendance](ctx, a.policies, b.Booking.HostEmployer)
	if err != nil {
		return Booked{}, err
	}
	return a.changeBooking(ctx, bookingID, func(st *Standing) error {
		return st.Booking.AmendHours(h, why, CallerOf(ctx).Actor, limits, a.clock.Now())
	})
}
