package passports

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
)

// AskedCredential is one kind of credential that a receiver asks for, by the names of its claims.
type AskedCredential struct {
	// Type has its version, e.g. dbs/1.
	Type string `json:"type"`
	// Claims are names, never values. Never null.
	Claims []string `json:"claims"`
}

// PresentationState is a receiver's request to see credentials, and what became of it. It holds no value of any claim.
type PresentationState struct {
	RequestID string `json:"request_id" jsonschema:"format=uuid"`
	// Receiver is an ODS code.
	Receiver string `json:"receiver"`
	// Purpose is a code.
	Purpose     string            `json:"purpose"`
	Asked       []AskedCredential `json:"asked"`
	Status      string            `json:"status" jsonschema:"enum=requested,enum=verified,enum=refused"`
	RequestedAt time.Time         `json:"requested_at"`
	ExpiresAt   time.Time         `json:"expires_at"`
	AnsweredAt  *time.Time        `json:"answered_at,omitempty"`
	// WorkerID is there when it is known whose credentials were shown: from a passport that is kept here, or by a wallet that
	// holds what this system issued.
	WorkerID string `json:"worker_id,omitempty" jsonschema:"format=uuid"`
	// Told are the claims that were disclosed; ReasonCode says why a presentation was refused.
	Told       []AskedCredential `json:"told,omitempty"`
	ReasonCode string            `json:"reason_code,omitempty"`
}

func (s PresentationState) validate(status string) error {
	var c check.Errors
	c.ID("request_id", s.RequestID)
	c.ODS("receiver", s.Receiver)
	c.Token("purpose", s.Purpose)
	c.That(len(s.Asked) > 0, "a request must ask for a credential")
	c.OneOf("status", s.Status, status)
	c.Span(s.RequestedAt, s.ExpiresAt)
	c.That((s.AnsweredAt != nil) == (status != "requested"), "answered_at belongs to an answer")
	c.That((s.ReasonCode != "") == (status == "refused"), "reason_code belongs to a refusal")
	if s.WorkerID != "" {
		c.ID("worker_id", s.WorkerID)
	}
	return c.Err()
}
