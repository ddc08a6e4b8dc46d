package passports

// PassportChangedV1 says: something that decides about deployment has changed.
type PassportChangedV1 struct {
	Passport PassportState `json:"passport"`
}

// EventName implements events.Event.
func (PassportChangedV1) EventName() string { return "muster.passports.passport.changed.v1" }

// Validate implements events.Event.
func (e PassportChangedV1) Validate() error { return e.Passport.Validate() }
