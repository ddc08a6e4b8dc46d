package deployments

// RechargeAnsweredV1 says: the employer that is owed a disputed line says that it stands.
type RechargeAnsweredV1 struct {
	Recharge RechargeState `json:"recharge"`
}

// EventName implements events.Event.
func (RechargeAnsweredV1) EventName() string { return "muster.deployments.recharge.answered.v1" }

// Validate implements events.Event.
func (e RechargeAnsweredV1) Validate() error { return e.Recharge.Validate() }
