package passports

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
)

// ApproachState is what a receiver outside this system asked of a worker whose passport is kept here, and what became of
// it. It holds no value of any claim.
type ApproachState struct {
	ApproachID string `json:"approach_id" jsonschema:"format=uuid"`
	WorkerID   string `json:"worker_id" jsonschema:"format=uuid"`
	// Receiver is the organisation's name in the registry, ODS its code if it has one, Host where it asks and is answered.
	Receiver string `json:"receiver"`
	ODS      string `json:"ods,omitempty"`
	Host     string `json:"host"`
	// Signed tells that a certificate under one of the receiver's roots vouched for the request.
	Signed bool `json:"signed"`
	// Purpose is the code for which the receiver is listed.
	Purpose string `json:"purpose,omitempty"`
	// Asked are types and claims that passports know; what else was asked for is named "other".
	Asked  []AskedCredential `json:"asked"`
	Status string            `json:"status" jsonschema:"enum=opened,enum=sent,enum=declined,enum=accepted,enum=refused,enum=unclear"`
	// OpenedAt is when the worker looked at it, ExpiresAt until when it may be answered.
	OpenedAt   time.Time  `json:"opened_at"`
	ExpiresAt  time.Time  `json:"expires_at"`
	AnsweredAt *time.Time `json:"answered_at,omitempty"`
	// Told are the claims that were sent, whatever the receiver made of them.
	Told       []AskedCredential `json:"told,omitempty"`
	ReasonCode string            `json:"reason_code,omitempty"`
}

func (s ApproachState) validate(statuses ...string) error {
	var c check.Errors
	c.ID("approach_id", s.ApproachID)
	c.ID("worker_id", s.WorkerID)
	c.That(s.Receiver != "" && s.Host != "", "receiver and host must be set")
	if s.ODS != "" {
		c.ODS("ods", s.ODS)
	}
	c.That(len(s.Asked) > 0, "a request must ask for a credential")
	c.OneOf("status", s.Status, statuses...)
	c.Span(s.OpenedAt, s.ExpiresAt)
	c.That((s.AnsweredAt != nil) == (s.Status != "opened"), "answered_at belongs to an answer")
	c.That((len(s.Told) > 0) == (s.Status != "opened" && s.Status != "declined"), "told belongs to what was sent")
	c.That((s.ReasonCode != "") == (s.Status == "refused" || s.Status == "unclear"), "reason_code belongs to what was not accepted")
	return c.Err()
}
