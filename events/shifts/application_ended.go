package shifts

// ApplicationEndedV1 says: nothing more will come of the application; its status says how it ended.
type ApplicationEndedV1 struct {
	Application ApplicationState `json:"application"`
}

// EventName implements events.Event.
func (ApplicationEndedV1) EventName() string { return "muster.shifts.application.ended.v1" }

// Validate implements events.Event.
func (e ApplicationEndedV1) Validate() error { return e.Application.Validate() }
