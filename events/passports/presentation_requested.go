package passports

// PresentationRequestedV1 says: a receiver asks to see credentials.
type PresentationRequestedV1 struct {
	Presentation PresentationState `json:"presentation"`
}

// EventName implements events.Event.
func (PresentationRequestedV1) EventName() string {
	return "muster.passports.presentation.requested.v1"
}

// Validate implements events.Event.
func (e PresentationRequestedV1) Validate() error { return e.Presentation.validate("requested") }
