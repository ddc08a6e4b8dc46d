package shifts

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
	"github.com/muster-ics/muster/events/reason"
)

// ApplicationStatuses are where an application stands. The last five are its ends.
var ApplicationStatuses = []string{"submitted", "approved", "booked", "withdrawn", "declined", "not_chosen", "closed"}

// ApplicationState is the public state of a worker's application for a shift.
type ApplicationState struct {
	ApplicationID string `json:"application_id" jsonschema:"format=uuid"`
	ShiftID       string `json:"shift_id" jsonschema:"format=uuid"`
	WorkerID      string `json:"worker_id" jsonschema:"format=uuid"`
	HomeEmployer  string `json:"home_employer"`
	// Employer is the host, whose ward chooses.
	Employer    string     `json:"employer"`
	Status      string     `json:"status" jsonschema:"enum=submitted,enum=approved,enum=booked,enum=withdrawn,enum=declined,enum=not_chosen,enum=closed"`
	SubmittedAt time.Time  `json:"submitted_at"`
	EndedAt     *time.Time `json:"ended_at,omitempty"`
	// BookingID is set from the approval on.
	BookingID string `json:"booking_id,omitempty"`
	// ApprovedBy is the opaque id of who chose the applicant.
	ApprovedBy string `json:"approved_by,omitempty"`
	// Reasons says why nothing came of it. Never null.
	Reasons []reason.Reason `json:"reasons"`
}

// Validate returns what breaks the contract.
func (a ApplicationState) Validate() error {
	var c check.Errors
	c.ID("application_id", a.ApplicationID)
	c.ID("shift_id", a.ShiftID)
	c.ID("worker_id", a.WorkerID)
	c.ODS("home_employer", a.HomeEmployer)
	c.ODS("employer", a.Employer)
	c.OneOf("status", a.Status, ApplicationStatuses...)
	c.Time("submitted_at", a.SubmittedAt)
	c.Reasons(a.Reasons)
	return c.Err()
}
