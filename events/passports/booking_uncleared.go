package passports

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
	"github.com/muster-ics/muster/events/reason"
)

// BookingUnclearedV1 says: a booking that was cleared must not stand, since the worker is no longer fit for that one
// shift, and every reason why. It is version 2 of the clearance whose version 1 is booking.cleared, and final: a booking
// is never cleared again. A reader that has not seen booking.cleared yet treats it like booking.not_cleared.
type BookingUnclearedV1 struct {
	BookingID string `json:"booking_id"`
	ShiftID   string `json:"shift_id"`
	WorkerID  string `json:"worker_id"`
	// PassportVersion is the version that no longer suffices.
	PassportVersion int64           `json:"passport_version"`
	DecidedAt       time.Time       `json:"decided_at"`
	Reasons         []reason.Reason `json:"reasons"`
	// DecisionID is the decision behind it, with everything that it looked at, for those who may read it in passports.
	DecisionID string `json:"decision_id,omitempty" jsonschema:"format=uuid"`
}

// EventName implements events.Event.
func (BookingUnclearedV1) EventName() string { return "muster.passports.booking.uncleared.v1" }

// Validate implements events.Event.
func (e BookingUnclearedV1) Validate() error {
	var c check.Errors
	c.ID("booking_id", e.BookingID)
	c.ID("shift_id", e.ShiftID)
	c.ID("worker_id", e.WorkerID)
	c.That(e.PassportVersion >= 1, "passport_version must be at least 1")
	c.Time("decided_at", e.DecidedAt)
	c.That(len(e.Reasons) > 0, "an end of a clearance must have a reason")
	c.Reasons(e.Reasons)
	return c.Err()
}
