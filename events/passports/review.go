package passports

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
)

// ReviewState is a worker's request that a person looks at a decision again. The aggregate is the decision. What the worker
// and the home employer wrote stays in passports.
type ReviewState struct {
	DecisionID   string `json:"decision_id" jsonschema:"format=uuid"`
	BookingID    string `json:"booking_id" jsonschema:"format=uuid"`
	WorkerID     string `json:"worker_id" jsonschema:"format=uuid"`
	HomeEmployer string `json:"home_employer"`
	// State is requested or answered; Outcome, once answered, upheld or corrected.
	State       string     `json:"state" jsonschema:"enum=requested,enum=answered"`
	Outcome     string     `json:"outcome,omitempty" jsonschema:"enum=upheld,enum=corrected"`
	RequestedAt time.Time  `json:"requested_at"`
	AnsweredAt  *time.Time `json:"answered_at,omitempty"`
}

// Validate returns what breaks the contract.
func (r ReviewState) Validate() error {
	var c check.Errors
	c.ID("decision_id", r.DecisionID)
	c.ID("booking_id", r.BookingID)
	c.ID("worker_id", r.WorkerID)
	c.ODS("home_employer", r.HomeEmployer)
	c.OneOf("state", r.State, "requested", "answered")
	c.That((r.State == "answered") == (r.AnsweredAt != nil), "an answer says when")
	c.That((r.State == "answered") == (r.Outcome == "upheld" || r.Outcome == "corrected"), "an answer is upheld or corrected")
	c.Time("requested_at", r.RequestedAt)
	return c.Err()
}
