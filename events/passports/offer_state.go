package passports

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
)

// CredentialOfferState is an employer's offer of credentials to a worker, told by the credential's own three events. It holds
// no claim of any credential.
type CredentialOfferState struct {
	OfferID  string `json:"offer_id" jsonschema:"format=uuid"`
	WorkerID string `json:"worker_id" jsonschema:"format=uuid"`
	// Employer is the ODS code of the issuer.
	Employer string `json:"employer"`
	// Types are the kinds of credential offered, with their version, e.g. dbs/1.
	Types     []string  `json:"types"`
	Status    string    `json:"status" jsonschema:"enum=offered,enum=accepted,enum=rejected"`
	OfferedAt time.Time `json:"offered_at"`
	ExpiresAt time.Time `json:"expires_at"`
	// Wallet is where accepted credentials went: kept by Muster for the worker, or a wallet of the worker's own.
	Wallet string `json:"wallet,omitempty" jsonschema:"enum=custodial,enum=external"`
	// ReasonCode says why an offer was rejected.
	ReasonCode string `json:"reason_code,omitempty"`
}

func (s CredentialOfferState) validate(status string) error {
	var c check.Errors
	c.ID("offer_id", s.OfferID)
	c.ID("worker_id", s.WorkerID)
	c.ODS("employer", s.Employer)
	c.That(len(s.Types) > 0, "an offer must have a type")
	c.OneOf("status", s.Status, status)
	c.Span(s.OfferedAt, s.ExpiresAt)
	c.That((s.Wallet != "") == (status == "accepted"), "an accepted offer says where its credentials went")
	if status == "rejected" {
		c.Token("reason_code", s.ReasonCode)
	}
	return c.Err()
}
