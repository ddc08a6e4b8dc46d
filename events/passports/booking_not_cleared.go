package passports

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
	"github.com/muster-ics/muster/events/reason"
)

// BookingNotClearedV1 says: the worker is not fit for this shift, and every reason why.
type BookingNotClearedV1 struct {
	BookingID string `json:"booking_id"`
	ShiftID   string `json:"shift_id"`
	WorkerID  string `json:"worker_id"`
	// PassportVersion is the version that was judged; 0 when the worker is not known.
	PassportVersion int64           `json:"passport_version"`
	DecidedAt       time.Time       `json:"decided_at"`
	Reasons         []reason.Reason `json:"reasons"`
	// DecisionID is the decision behind it, with everything that it looked at, for those who may read it in passports.
	DecisionID string `json:"decision_id,omitempty" jsonschema:"format=uuid"`
}

// EventName implements events.Event.
func (BookingNotClearedV1) EventName() string { return "muster.passports.booking.not_cleared.v1" }

// Validate implements events.Event.
func (e BookingNotClearedV1) Validate() error {
	var c check.Errors
	c.ID("booking_id", e.BookingID)
	c.ID("shift_id", e.ShiftID)
	c.ID("worker_id", e.WorkerID)
	c.Time("decided_at", e.DecidedAt)
	c.That(len(e.Reasons) > 0, "a refusal must have a reason")
	c.Reasons(e.Reasons)
	return c.Err()
}
