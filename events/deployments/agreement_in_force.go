package deployments

// AgreementInForceV1 says: all parties have signed; the agreement decides from its start on.
type AgreementInForceV1 struct {
	Agreement AgreementState `json:"agreement"`
}

// EventName implements events.Event.
func (AgreementInForceV1) EventName() string { return "muster.deployments.agreement.in_force.v1" }

// Validate implements events.Event.
func (e AgreementInForceV1) Validate() error { return e.Agreement.Validate() }
