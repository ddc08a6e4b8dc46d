package passports

// PresentationVerifiedV1 says: what was presented holds, and answers what was asked.
type PresentationVerifiedV1 struct {
	Presentation PresentationState `json:"presentation"`
}

// EventName implements events.Event.
func (PresentationVerifiedV1) EventName() string { return "muster.passports.presentation.verified.v1" }

// Validate implements events.Event.
func (e PresentationVerifiedV1) Validate() error { return e.Presentation.validate("verified") }
