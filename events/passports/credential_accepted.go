package passports

// CredentialAcceptedV1 says: the worker took what was offered; each credential that was then issued is told by itself.
type CredentialAcceptedV1 struct {
	Offer CredentialOfferState `json:"offer"`
}

// EventName implements events.Event.
func (CredentialAcceptedV1) EventName() string { return "muster.passports.credential.accepted.v1" }

// Validate implements events.Event.
func (e CredentialAcceptedV1) Validate() error { return e.Offer.validate("accepted") }
