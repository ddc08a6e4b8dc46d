package passports

import (
	"github.com/muster-ics/muster/events/internal/check"
	"github.com/muster-ics/muster/events/reason"
)

// PassportSuspendedV1 says: the worker may not be deployed any more; future bookings that rely on an older version end.
type PassportSuspendedV1 struct {
	Passport PassportState `json:"passport"`
	// BookingIDs are the bookings known to rely on the passport; a reader ends others of the worker too. Never null.
	BookingIDs []string        `json:"booking_ids"`
	Reasons    []reason.Reason `json:"reasons"`
}

// EventName implements events.Event.
func (PassportSuspendedV1) EventName() string { return "muster.passports.passport.suspended.v1" }

// Validate implements events.Event.
func (e PassportSuspendedV1) Validate() error {
	var c check.Errors
	c.That(e.Passport.Status == "suspended", "a suspended passport must have that status")
	for _, id := range e.BookingIDs {
		c.ID("booking_ids", id)
	}
	c.That(len(e.Reasons) > 0, "a suspension must have a reason")
	c.Reasons(e.Reasons)
	if err := e.Passport.Validate(); err != nil {
		return err
	}
	return c.Err()
}
