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
)

// CheckIn starts a booking, by its worker or by the ward, on a passport that still holds as it was last told. Passports
// hears of it and judges again by what it knows itself: if it takes its yes back, the ward is told.
func (a *App) CheckIn(ctx context.Context, bookingID id.ID) (Booked, error) {
	b, err := a.ownBooking(ctx, CheckIn, bookingID)
	if err != nil {
		return Booked{}, err
	}
	rules, _, err := policyOf[policy.Attendance](ctx, a.policies, b.Booking.HostEmployer)
	if err != nil {
		return Booked{}, err
	}
	why, err := a.atTheDoor(ctx, b)
	if err != nil {
		return Booked{}, err
	}
	by := booking.CheckedInByWorker
	if who, _ := auth.From(ctx); who.Role == auth.Employer {
		by = booking.CheckedInByWard
	}
	return a.changeBooking(ctx, bookingID, func(st *Standing) error {
		fit := booking.Fitness{Floor: st.Answers.Floor, Reasons: why}
		if err := st.Booking.CheckIn(by, rules, fit, a.clock.Now()); err != nil {
			return err
		}
		return st.Shift.Start()
	})
}

// atTheDoor is what speaks against the shift by the worker's passport as it was last told. Of a worker whom passports has
// not told of the booking's own attestation decides.
func (a *App) atTheDoor(ctx context.Context, b Booked) ([]reason.Reason, error) {
	passport, floor, err := a.models.Worker(ctx, b.Booking.WorkerID)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	w, err := workerOf(passport, floor)
	if err != nil {
		return nil, err
	}
	now := a.clock.Now()
	evidence, err := a.evidence.Of(ctx, []id.ID{w.ID}, now)
	if err != nil {
		return nil, err
	}
	var f eligibility.Facts
	evidence.add(&f, w, now)
	return eligibility.AtTheDoor(w, b.Shift, f), nil
}

// TellLate notes that a worker comes late, told by them or seen by the ward.
func (a *App) TellLate(ctx context.Context, bookingID id.ID, minutes int) (Booked, error) {
	if _, err := a.ownBooking(ctx, TellLate, bookingID); err != nil {
		return Booked{}, err
	}
	return a.changeBooking(ctx, bookingID, func(st *Standing) error {
		return st.Booking.TellLate(minutes, a.clock.Now())
	})
}
