package passports

// ApproachOpenedV1 says: a worker has opened what a receiver outside this system asks; nothing was shown.
type ApproachOpenedV1 struct {
	Approach ApproachState `json:"approach"`
}

// EventName implements events.Event.
func (ApproachOpenedV1) EventName() string { return "muster.passports.approach.opened.v1" }

// Validate implements events.Event.
func (e ApproachOpenedV1) Validate() error { return e.Approach.validate("opened") }
