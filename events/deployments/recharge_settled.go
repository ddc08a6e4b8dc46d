package deployments

// RechargeSettledV1 says: a line has been paid.
type RechargeSettledV1 struct {
	Recharge RechargeState `json:"recharge"`
}

// EventName implements events.Event.
func (RechargeSettledV1) EventName() string { return "muster.deployments.recharge.settled.v1" }

// Validate implements events.Event.
func (e RechargeSettledV1) Validate() error { return e.Recharge.Validate() }
