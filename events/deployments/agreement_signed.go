package deployments

// AgreementSignedV1 says: one party signed the version offered.
type AgreementSignedV1 struct {
	Agreement AgreementState `json:"agreement"`
}

// EventName implements events.Event.
func (AgreementSignedV1) EventName() string { return "muster.deployments.agreement.signed.v1" }

// Validate implements events.Event.
func (e AgreementSignedV1) Validate() error { return e.Agreement.Validate() }
