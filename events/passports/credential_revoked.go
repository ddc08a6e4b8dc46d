package passports

import (
	"errors"
	"time"

	"github.com/muster-ics/muster/events/internal/check"
)

// CredentialRevokedV1 says: a credential was taken back, and is marked so in its status list.
type CredentialRevokedV1 struct {
	Credential CredentialState `json:"credential"`
	RevokedAt  time.Time       `json:"revoked_at"`
	// ReasonCode is why, e.g. record_superseded.
	ReasonCode string `json:"reason_code"`
}

// EventName implements events.Event.
func (CredentialRevokedV1) EventName() string { return "muster.passports.credential.revoked.v1" }

// Validate implements events.Event.
func (e CredentialRevokedV1) Validate() error {
	var c check.Errors
	c.Time("revoked_at", e.RevokedAt)
	c.Token("reason_code", e.ReasonCode)
	return errors.Join(c.Err(), e.Credential.Validate())
}
