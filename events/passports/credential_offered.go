package passports

// CredentialOfferedV1 says: an employer offers credentials to a worker, who has not looked at them yet.
type CredentialOfferedV1 struct {
	Offer CredentialOfferState `json:"offer"`
}

// EventName implements events.Event.
func (CredentialOfferedV1) EventName() string { return "muster.passports.credential.offered.v1" }

// Validate implements events.Event.
func (e CredentialOfferedV1) Validate() error { return e.Offer.validate("offered") }
