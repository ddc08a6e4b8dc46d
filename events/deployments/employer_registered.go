package deployments

// EmployerRegisteredV1 says: an employer takes part in the system.
type EmployerRegisteredV1 struct {
	Employer EmployerState `json:"employer"`
}

// EventName implements events.Event.
func (EmployerRegisteredV1) EventName() string { return "muster.deployments.employer.registered.v1" }

// Validate implements events.Event.
func (e EmployerRegisteredV1) Validate() error { return e.Employer.Validate() }
