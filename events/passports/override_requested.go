package passports

// OverrideRequestedV1 says: somebody asked that named people decide in place of a requirement.
type OverrideRequestedV1 struct {
	Override OverrideState `json:"override"`
}

// EventName implements events.Event.
func (OverrideRequestedV1) EventName() string { return "muster.passports.override.requested.v1" }

// Validate implements events.Event.
func (e OverrideRequestedV1) Validate() error { return e.Override.Validate() }
