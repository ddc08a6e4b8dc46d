package deployments

// AgreementOfferedV1 says: a version of an agreement is ready to be signed.
type AgreementOfferedV1 struct {
	Agreement AgreementState `json:"agreement"`
}

// EventName implements events.Event.
func (AgreementOfferedV1) EventName() string { return "muster.deployments.agreement.offered.v1" }

// Validate implements events.Event.
func (e AgreementOfferedV1) Validate() error { return e.Agreement.Validate() }
