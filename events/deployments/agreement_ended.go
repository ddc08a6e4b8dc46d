package deployments

// AgreementEndedV1 says: the agreement authorises nothing any more.
type AgreementEndedV1 struct {
	Agreement AgreementState `json:"agreement"`
}

// EventName implements events.Event.
func (AgreementEndedV1) EventName() string { return "muster.deployments.agreement.ended.v1" }

// Validate implements events.Event.
func (e AgreementEndedV1) Validate() error { return e.Agreement.Validate() }
