package passports

// ApproachSettledV1 says: what the receiver made of the answer.
type ApproachSettledV1 struct {
	Approach ApproachState `json:"approach"`
}

// EventName implements events.Event.
func (ApproachSettledV1) EventName() string { return "muster.passports.approach.settled.v1" }

// Validate implements events.Event.
func (e ApproachSettledV1) Validate() error {
	return e.Approach.validate("accepted", "refused", "unclear")
}
