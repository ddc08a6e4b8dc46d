package passports

// OverrideRefusedV1 says: the requirement stands.
type OverrideRefusedV1 struct {
	Override OverrideState `json:"override"`
}

// EventName implements events.Event.
func (OverrideRefusedV1) EventName() string { return "muster.passports.override.refused.v1" }

// Validate implements events.Event.
func (e OverrideRefusedV1) Validate() error { return e.Override.Validate() }
