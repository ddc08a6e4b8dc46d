package analytics

import "github.com/muster-ics/muster/events/internal/check"

// WebhookState is a receiver of alerts outside the system. Its aggregate id is WebhookID. Its address and its secrets are
// told to nobody: Host is the part of the address that names the machine.
type WebhookState struct {
	WebhookID string `json:"webhook_id" jsonschema:"format=uuid"`
	// Owner is the ODS code of the employer whose receiver it is; absent for the system's.
	Owner string `json:"owner,omitempty"`
	Host  string `json:"host"`
	On    bool   `json:"on"`
	// Secrets is how many secrets sign: two while they are exchanged.
	Secrets int `json:"secrets"`
}

// Validate returns what breaks the contract.
func (s WebhookState) Validate() error {
	var c check.Errors
	c.ID("webhook_id", s.WebhookID)
	c.That(s.Host != "", "host must be set")
	c.That(s.Secrets == 1 || s.Secrets == 2, "a receiver has one secret or two")
	return c.Err()
}
