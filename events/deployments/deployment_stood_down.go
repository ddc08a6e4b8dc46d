package deployments

// DeploymentStoodDownV1 says: the booking ended before it was worked, so the deployment did too.
type DeploymentStoodDownV1 struct {
	Deployment DeploymentState `json:"deployment"`
}

// EventName implements events.Event.
func (DeploymentStoodDownV1) EventName() string { return "muster.deployments.deployment.stood_down.v1" }

// Validate implements events.Event.
func (e DeploymentStoodDownV1) Validate() error { return e.Deployment.Validate() }
