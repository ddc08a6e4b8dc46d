package passports

// PresentationRefusedV1 says: the worker said no, or what was presented does not hold.
type PresentationRefusedV1 struct {
	Presentation PresentationState `json:"presentation"`
}

// EventName implements events.Event.
func (PresentationRefusedV1) EventName() string { return "muster.passports.presentation.refused.v1" }

// Validate implements events.Event.
func (e PresentationRefusedV1) Validate() error { return e.Presentation.validate("refused") }
