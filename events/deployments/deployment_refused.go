package deployments

// DeploymentRefusedV1 says: no agreement covers the shift, and every reason why.
type DeploymentRefusedV1 struct {
	Deployment DeploymentState `json:"deployment"`
}

// EventName implements events.Event.
func (DeploymentRefusedV1) EventName() string { return "muster.deployments.deployment.refused.v1" }

// Validate implements events.Event.
func (e DeploymentRefusedV1) Validate() error { return e.Deployment.Validate() }
