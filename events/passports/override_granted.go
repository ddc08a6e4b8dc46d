package passports

// OverrideGrantedV1 says: the worker may work this one shift all the same.
type OverrideGrantedV1 struct {
	Override OverrideState `json:"override"`
}

// EventName implements events.Event.
func (OverrideGrantedV1) EventName() string { return "muster.passports.override.granted.v1" }

// Validate implements events.Event.
func (e OverrideGrantedV1) Validate() error { return e.Override.Validate() }
