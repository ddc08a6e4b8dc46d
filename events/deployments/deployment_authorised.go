package deployments

// DeploymentAuthorisedV1 says: an agreement in force covers the whole shift.
type DeploymentAuthorisedV1 struct {
	Deployment DeploymentState `json:"deployment"`
}

// EventName implements events.Event.
func (DeploymentAuthorisedV1) EventName() string {
	return "muster.deployments.deployment.authorised.v1"
}

// Validate implements events.Event.
func (e DeploymentAuthorisedV1) Validate() error { return e.Deployment.Validate() }
