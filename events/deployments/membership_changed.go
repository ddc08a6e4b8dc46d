package deployments

// MembershipChangedV1 says: an employer joined or left a system, or will. It stands beside the employer.registered of the
// same version, for those who follow memberships alone; its aggregate id is the employer's code.
type MembershipChangedV1 struct {
	Employer EmployerState `json:"employer"`
}

// EventName implements events.Event.
func (MembershipChangedV1) EventName() string { return "muster.deployments.membership.changed.v1" }

// Validate implements events.Event.
func (e MembershipChangedV1) Validate() error { return e.Employer.Validate() }
