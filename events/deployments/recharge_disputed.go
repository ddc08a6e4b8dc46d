package deployments

// RechargeDisputedV1 says: the employer that has to pay a line says no to it.
type RechargeDisputedV1 struct {
	Recharge RechargeState `json:"recharge"`
}

// EventName implements events.Event.
func (RechargeDisputedV1) EventName() string { return "muster.deployments.recharge.disputed.v1" }

// Validate implements events.Event.
func (e RechargeDisputedV1) Validate() error { return e.Recharge.Validate() }
