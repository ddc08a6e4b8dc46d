package passports

// OverrideExpiredV1 says: nobody decided before the shift began, or the shift is over.
type OverrideExpiredV1 struct {
	Override OverrideState `json:"override"`
}

// EventName implements events.Event.
func (OverrideExpiredV1) EventName() string { return "muster.passports.override.expired.v1" }

// Validate implements events.Event.
func (e OverrideExpiredV1) Validate() error { return e.Override.Validate() }
