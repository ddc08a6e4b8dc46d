package passports

// HoldPlacedV1 says: a worker may not be deployed for a time.
type HoldPlacedV1 struct {
	Hold HoldState `json:"hold"`
}

// EventName implements events.Event.
func (HoldPlacedV1) EventName() string { return "muster.passports.hold.placed.v1" }

// Validate implements events.Event.
func (e HoldPlacedV1) Validate() error { return e.Hold.Validate() }
