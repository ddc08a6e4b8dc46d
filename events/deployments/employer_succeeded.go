package deployments

import "errors"

// EmployerSucceededV1 says: another employer follows this one, from Employer.ClosedAt on. One event for each predecessor.
type EmployerSucceededV1 struct {
	Employer EmployerState `json:"employer"`
}

// EventName implements events.Event.
func (EmployerSucceededV1) EventName() string { return "muster.deployments.employer.succeeded.v1" }

// Validate implements events.Event.
func (e EmployerSucceededV1) Validate() error {
	if e.Employer.SucceededBy == "" {
		return errors.New("succeeded_by must be set")
	}
	return e.Employer.Validate()
}
