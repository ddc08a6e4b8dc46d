package booking

import (
	"fmt"
	"time"

	"github.com/muster-ics/muster/events/reason"

	"github.com/muster-ics/muster/services/shifts/internal/cancellation"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// DidNotAttend ends the booking because the worker did not come: from the start of the shift, until hours are sent in. A
// check-in from afar does not save it.
func (b *Booking) DidNotAttend(c cancellation.Consequence, now time.Time) error {
	switch {
	case b.s.Status != Confirmed && b.s.Status != Started:
		return &Refusal{Code: "booking_ended", Message: "This booking is " + plainStatus(b.s.Status) + "; an absence can no longer be recorded."}
	case now.Before(b.s.StartsAt):
		return &Refusal{Code: "not_started", Message: "The shift has not started yet. An absence can be recorded from its start."}
	}
	b.Bear(c)
	b.end(DidNotAttend, EventDidNotAttend, now, reason.Reason{
		Code: "DID_NOT_ATTEND", Weight: reason.Hard, Message: "The ward recorded that the worker did not come.",
		Fix: "If you were there, dispute it on the booking's page."})
	return nil
}

// LeaveEarly notes that a started worker left before the end: of their own wish, or sent home by the ward, which owes
// them the shift as booked.
func (b *Booking) LeaveEarly(sentHome bool, c *cancellation.Consequence, now time.Time) error {
	switch {
	case b.s.Status != Started:
		return &Refusal{Code: "not_started", Message: "Only a worker who is checked in can leave early."}
	case b.s.LeftAt != nil:
		return &Refusal{Code: "left", Message: "It is already recorded that the worker left."}
	case now.Before(b.s.StartsAt):
		return &Refusal{Code: "not_started", Message: "The shift has not started yet; cancel the booking instead."}
	case !now.Before(b.s.EndsAt):
		return &Refusal{Code: "shift_over", Message: "The shift is over."}
	}
	b.s.LeftAt, b.s.SentHome = &now, sentHome
	if c != nil {
		b.Bear(*c)
	}
	b.happened(EventAmended)
	return nil
}

func invalid(field, format string, args ...any) error {
	return &shift.Invalid{Problems: []shift.Problem{{Field: field, Message: fmt.Sprintf(format, args...)}}}
}
