package passports

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
	"github.com/muster-ics/muster/events/reason"
)

// BookingClearedV1 says: the worker is fit for this shift to its end. It is the attestation that a booking rests on.
type BookingClearedV1 struct {
	BookingID string `json:"booking_id"`
	ShiftID   string `json:"shift_id"`
	WorkerID  string `json:"worker_id"`
	// PassportVersion is the version that was judged.
	PassportVersion int64 `json:"passport_version"`
	// ValidUntil is how long the attestation holds: never before the shift's end.
	ValidUntil time.Time `json:"valid_until"`
	// EarliestExpiry is the first of all dates the decision rests on; nil when nothing expires.
	EarliestExpiry *time.Time      `json:"earliest_expiry,omitempty"`
	DecidedAt      time.Time       `json:"decided_at"`
	Reasons        []reason.Reason `json:"reasons"`
	// DecisionID is the decision behind it, with everything that it looked at, for those who may read it in passports.
	DecisionID string `json:"decision_id,omitempty" jsonschema:"format=uuid"`
}

// EventName implements events.Event.
func (BookingClearedV1) EventName() string { return "muster.passports.booking.cleared.v1" }

// Validate implements events.Event.
func (e BookingClearedV1) Validate() error {
	var c check.Errors
	c.ID("booking_id", e.BookingID)
	c.ID("shift_id", e.ShiftID)
	c.ID("worker_id", e.WorkerID)
	c.That(e.PassportVersion >= 1, "passport_version must be at least 1")
	c.Time("valid_until", e.ValidUntil)
	c.Time("decided_at", e.DecidedAt)
	c.That(!reason.AnyHard(e.Reasons), "a cleared booking has no hard reason")
	c.Reasons(e.Reasons)
	return c.Err()
}
