package passports

// ApproachAnsweredV1 says: the worker said yes, and what was agreed to is on its way, or no.
type ApproachAnsweredV1 struct {
	Approach ApproachState `json:"approach"`
}

// EventName implements events.Event.
func (ApproachAnsweredV1) EventName() string { return "muster.passports.approach.answered.v1" }

// Validate implements events.Event.
func (e ApproachAnsweredV1) Validate() error { return e.Approach.validate("sent", "declined") }
