package shifts

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
)

// OfferStatuses are where an offer stands. All but open are its ends.
var OfferStatuses = []string{"open", "accepted", "declined", "expired", "withdrawn", "closed"}

// OfferOrigins are what an offer comes from: the ward, or the shift's waiting list.
var OfferOrigins = []string{"employer", "waiting_list"}

// OfferState is the public state of an offer: a shift kept for one worker for some time.
type OfferState struct {
	OfferID  string `json:"offer_id" jsonschema:"format=uuid"`
	ShiftID  string `json:"shift_id" jsonschema:"format=uuid"`
	WorkerID string `json:"worker_id" jsonschema:"format=uuid"`
	// Employer is the host.
	Employer string    `json:"employer"`
	Origin   string    `json:"origin" jsonschema:"enum=employer,enum=waiting_list"`
	Status   string    `json:"status" jsonschema:"enum=open,enum=accepted,enum=declined,enum=expired,enum=withdrawn,enum=closed"`
	MadeAt   time.Time `json:"made_at"`
	// ExpiresAt is by the clock of the service's database, like all technical time.
	ExpiresAt time.Time  `json:"expires_at"`
	EndedAt   *time.Time `json:"ended_at,omitempty"`
	// BookingID is set when the worker accepted.
	BookingID string `json:"booking_id,omitempty"`
}

// Validate returns what breaks the contract.
func (o OfferState) Validate() error {
	var c check.Errors
	c.ID("offer_id", o.OfferID)
	c.ID("shift_id", o.ShiftID)
	c.ID("worker_id", o.WorkerID)
	c.ODS("employer", o.Employer)
	c.OneOf("origin", o.Origin, OfferOrigins...)
	c.OneOf("status", o.Status, OfferStatuses...)
	c.Time("made_at", o.MadeAt)
	c.Time("expires_at", o.ExpiresAt)
	return c.Err()
}
