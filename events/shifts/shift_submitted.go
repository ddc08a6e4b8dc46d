package shifts

import "github.com/muster-ics/muster/events/internal/check"

// ShiftSubmittedV1 says: a ward asked for a shift that its employer approves before it opens. It is not a request for
// temporary staff until it is approved, and counts in no fill rate. A change while it waits is told by this event too.
type ShiftSubmittedV1 struct {
	Shift UnapprovedShift `json:"shift"`
}

// UnapprovedShift is the public state of a shift that is no request yet, or never became one.
type UnapprovedShift struct {
	ShiftState
	// Status stands for the one of ShiftState, whose readers know of requests only.
	Status ShiftStatus `json:"status" jsonschema:"enum=awaiting_approval,enum=declined"`
}

// The statuses of a shift before it is a request.
const (
	ShiftAwaitingApproval ShiftStatus = "awaiting_approval"
	ShiftDeclined         ShiftStatus = "declined"
)

// Unapproved makes the state of a shift that waits for approval or was declined.
func Unapproved(s ShiftState) UnapprovedShift {
	return UnapprovedShift{ShiftState: s, Status: s.Status}
}

// Validate returns what breaks the contract.
func (s UnapprovedShift) Validate() error {
	request := s.ShiftState
	request.Status = ShiftOpen
	if err := request.Validate(); err != nil {
		return err
	}
	var c check.Errors
	c.OneOf("status", string(s.Status), string(ShiftAwaitingApproval), string(ShiftDeclined))
	c.That(s.SubmittedAt != nil && s.ApprovedAt == nil, "submitted_at must be set and approved_at not")
	return c.Err()
}

// EventName implements events.Event.
func (ShiftSubmittedV1) EventName() string { return "muster.shifts.shift.submitted.v1" }

// Validate implements events.Event.
func (e ShiftSubmittedV1) Validate() error { return e.Shift.Validate() }
