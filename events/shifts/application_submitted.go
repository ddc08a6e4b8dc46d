package shifts

// ApplicationSubmittedV1 says: a worker would like a shift that the ward gives by approval.
type ApplicationSubmittedV1 struct {
	Application ApplicationState `json:"application"`
}

// EventName implements events.Event.
func (ApplicationSubmittedV1) EventName() string { return "muster.shifts.application.submitted.v1" }

// Validate implements events.Event.
func (e ApplicationSubmittedV1) Validate() error { return e.Application.Validate() }
