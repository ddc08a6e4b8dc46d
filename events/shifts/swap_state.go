package shifts

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
	"github.com/muster-ics/muster/events/reason"
)

// SwapStatuses are where a swap stands. The last three are its ends.
var SwapStatuses = []string{"offered", "asked", "taking", "done", "withdrawn", "closed"}

// SwapState is the public state of a swap: a worker hands a booking over to another worker.
type SwapState struct {
	SwapID string `json:"swap_id" jsonschema:"format=uuid"`
	// BookingID is the booking that is handed over, WorkerID whose it is.
	BookingID string `json:"booking_id" jsonschema:"format=uuid"`
	ShiftID   string `json:"shift_id" jsonschema:"format=uuid"`
	WorkerID  string `json:"worker_id" jsonschema:"format=uuid"`
	// Employer is the host.
	Employer string `json:"employer"`
	// OnlyFor is the worker whom it is offered to; absent when it is offered to all who may.
	OnlyFor   string     `json:"only_for,omitempty"`
	Status    string     `json:"status" jsonschema:"enum=offered,enum=asked,enum=taking,enum=done,enum=withdrawn,enum=closed"`
	OfferedAt time.Time  `json:"offered_at"`
	EndedAt   *time.Time `json:"ended_at,omitempty"`
	// TakerID would take the booking over; SuccessorID is their booking once it is being checked.
	TakerID     string `json:"taker_id,omitempty"`
	SuccessorID string `json:"successor_id,omitempty"`
	ApprovedBy  string `json:"approved_by,omitempty"`
	// Reasons says why the last taker could not, or why it ended. Never null.
	Reasons []reason.Reason `json:"reasons"`
}

// Validate returns what breaks the contract.
func (s SwapState) Validate() error {
	var c check.Errors
	c.ID("swap_id", s.SwapID)
	c.ID("booking_id", s.BookingID)
	c.ID("shift_id", s.ShiftID)
	c.ID("worker_id", s.WorkerID)
	c.ODS("employer", s.Employer)
	c.OneOf("status", s.Status, SwapStatuses...)
	c.Time("offered_at", s.OfferedAt)
	c.Reasons(s.Reasons)
	return c.Err()
}
