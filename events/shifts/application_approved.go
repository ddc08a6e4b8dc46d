package shifts

// ApplicationApprovedV1 says: the employer chose this applicant; the booking that follows has the id booking_id.
type ApplicationApprovedV1 struct {
	Application ApplicationState `json:"application"`
}

// EventName implements events.Event.
func (ApplicationApprovedV1) EventName() string { return "muster.shifts.application.approved.v1" }

// Validate implements events.Event.
func (e ApplicationApprovedV1) Validate() error { return e.Application.Validate() }
