package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/timesheet"
)

// Dispute is the worker's no: to changed hours, to an absence, or to what a cancellation pays. The employer has until
// the end of its policy's clock to answer.
func (a *App) Dispute(ctx context.Context, bookingID id.ID, why, text string) (Booked, error) {
	b, err := a.ownBooking(ctx, Dispute, bookingID)
	if err != nil {
		return Booked{}, err
	}
	rules, _, err := policyOf[policy.Attendance](ctx, a.policies, b.Booking.HostEmployer)
	if err != nil {
		return Booked{}, err
	}
	return a.changeBooking(ctx, bookingID, func(st *Standing) error {
		return st.Booking.OpenDispute(why, text, rules.ReplyDays, a.clock.Now())
	})
}

// AnswerDispute is the employer's answer. Hours that were disputed are approved as the answer has them.
func (a *App) AnswerDispute(ctx context.Context, bookingID id.ID, answer booking.Answer) (Booked, error) {
	b, err := a.ownBooking(ctx, AnswerDispute, bookingID)
	if err != nil {
		return Booked{}, err
	}
	limits, _, err := policyOf[policy.Attendance](ctx, a.policies, b.Booking.HostEmployer)
	if err != nil {
		return Booked{}, err
	}
	return a.changeBooking(ctx, bookingID, func(st *Standing) error {
		st0 := st.Booking.State()
		return st.Booking.AnswerDispute(answer, limits, func(h timesheet.Hours) int64 { return lockedPence(st0, h) }, a.clock.Now())
	})
}

// BookingHistory gives what happened to a booking that the caller may see. It is the evidence of a dispute; workers do
// not see who of the employer's people did what.
func (a *App) BookingHistory(ctx context.Context, bookingID id.ID) ([]Entry, error) {
	if _, err := a.ownBooking(ctx, ReadBooking, bookingID); err != nil {
		return nil, err
	}
	entries, err := a.history.OfBooking(ctx, bookingID)
	if who, _ := auth.From(ctx); who.Role == auth.Worker {
		for i := range entries {
			if entries[i].Actor != who.Subject {
				entries[i].Actor = ""
			}
		}
	}
	return entries, err
}
