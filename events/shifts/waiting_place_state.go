package shifts

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
)

// WaitingPlaceStatuses are where a place on a waiting list stands. All but waiting are its ends.
var WaitingPlaceStatuses = []string{"waiting", "taken", "passed", "left", "closed"}

// WaitingPlaceState is the public state of a worker's place on the waiting list of a shift.
type WaitingPlaceState struct {
	PlaceID      string `json:"place_id" jsonschema:"format=uuid"`
	ShiftID      string `json:"shift_id" jsonschema:"format=uuid"`
	WorkerID     string `json:"worker_id" jsonschema:"format=uuid"`
	HomeEmployer string `json:"home_employer"`
	// Employer is the host.
	Employer string `json:"employer"`
	// Status: taken by the offer that the place led to; passed, when the offer was declined or ran out; left by the
	// worker; closed with the shift.
	Status   string     `json:"status" jsonschema:"enum=waiting,enum=taken,enum=passed,enum=left,enum=closed"`
	JoinedAt time.Time  `json:"joined_at"`
	EndedAt  *time.Time `json:"ended_at,omitempty"`
}

// Validate returns what breaks the contract.
func (p WaitingPlaceState) Validate() error {
	var c check.Errors
	c.ID("place_id", p.PlaceID)
	c.ID("shift_id", p.ShiftID)
	c.ID("worker_id", p.WorkerID)
	c.ODS("home_employer", p.HomeEmployer)
	c.ODS("employer", p.Employer)
	c.OneOf("status", p.Status, WaitingPlaceStatuses...)
	c.Time("joined_at", p.JoinedAt)
	return c.Err()
}
