package passports

// CredentialRejectedV1 says: nothing comes of the offer any more, since the worker rejected it or its code was tried too
// often.
type CredentialRejectedV1 struct {
	Offer CredentialOfferState `json:"offer"`
}

// EventName implements events.Event.
func (CredentialRejectedV1) EventName() string { return "muster.passports.credential.rejected.v1" }

// Validate implements events.Event.
func (e CredentialRejectedV1) Validate() error { return e.Offer.validate("rejected") }
