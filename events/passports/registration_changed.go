package passports

// RegistrationChangedV1 says: a worker's entry on a register was read, and what it means for deployment is this from now on.
type RegistrationChangedV1 struct {
	Registration RegistrationState `json:"registration"`
}

// EventName implements events.Event.
func (RegistrationChangedV1) EventName() string { return "muster.passports.registration.changed.v1" }

// Validate implements events.Event.
func (e RegistrationChangedV1) Validate() error { return e.Registration.Validate() }
