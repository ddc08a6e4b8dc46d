package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/cancellation"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// RecordAbsence notes that the worker did not come: the shift is open again at once, to be refilled for what is left of
// it, unless the ward needs nobody any more.
func (a *App) RecordAbsence(ctx context.Context, bookingID id.ID, refill bool) (Booked, error) {
	b, err := a.ownBooking(ctx, RecordAbsence, bookingID)
	if err != nil {
		return Booked{}, err
	}
	rules, _, err := policyOf[policy.Cancellation](ctx, a.policies, b.Booking.HostEmployer)
	if err != nil {
		return Booked{}, err
	}
	before, err := a.strikes(ctx, b.Booking, cancellation.Absent, rules.Worker.AbsentMonitoringDays)
	if err != nil {
		return Booked{}, err
	}
	return a.changeBooking(ctx, bookingID, func(st *Standing) error {
		now := a.clock.Now()
		if err := st.Booking.DidNotAttend(cancellation.OfAbsence(rules, before), now); err != nil {
			return err
		}
		return st.Shift.ReopenAbsent(refill, now)
	})
}

// Leaving is how a worker left before the end.
type Leaving struct {
	// SentHome tells that the ward sent them, which is a cancellation by the employer: they are paid as booked, and nobody
	// is needed for the rest.
	SentHome bool
	// NotNeeded tells that the ward needs nobody for the rest of the shift.
	NotNeeded bool
}

// RecordLeaving notes that a started worker left before the end. When they went of their own wish the rest of the shift is
// posted in the same step, unless it is shorter than the employer's policy says is worth it.
func (a *App) RecordLeaving(ctx context.Context, bookingID id.ID, how Leaving) (Booked, error) {
	b, err := a.ownBooking(ctx, RecordLeaving, bookingID)
	if err != nil {
		return Booked{}, err
	}
	hours, _, err := policyOf[policy.Attendance](ctx, a.policies, b.Booking.HostEmployer)
	if err != nil {
		return Booked{}, err
	}
	ladder, err := a.ladderFor(ctx, b.Booking.HostEmployer, b.Shift.StaffGroup)
	if err != nil {
		return Booked{}, err
	}
	return a.changeBooking(ctx, bookingID, func(st *Standing) error {
		now := a.clock.Now()
		var c *cancellation.Consequence
		if how.SentHome {
			c = &cancellation.Consequence{Side: cancellation.ByEmployer, Band: shift.NoticeAfterStart, Code: cancellation.Paid, Why: "sent_home",
				OwedPence: lockedPence(st.Booking.State(), b.Booking.Booked()),
				Sentences: []string{"The ward sent you home: send in the hours as booked, they are paid as booked."}}
		}
		if err := st.Booking.LeaveEarly(how.SentHome, c, now); err != nil {
			return err
		}
		if !how.SentHome && !how.NotNeeded {
			st.Rest = st.Shift.Rest(id.New(), ladder, time.Duration(hours.RestLeastMinutes)*time.Minute, now)
		}
		return nil
	})
}
