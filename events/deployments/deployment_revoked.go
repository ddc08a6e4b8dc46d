package deployments

// DeploymentRevokedV1 says: the agreement behind a future deployment ended.
type DeploymentRevokedV1 struct {
	Deployment DeploymentState `json:"deployment"`
}

// EventName implements events.Event.
func (DeploymentRevokedV1) EventName() string { return "muster.deployments.deployment.revoked.v1" }

// Validate implements events.Event.
func (e DeploymentRevokedV1) Validate() error { return e.Deployment.Validate() }
