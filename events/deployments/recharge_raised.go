package deployments

// RechargeRaisedV1 says: what a booking came to between two employers: for the first time, or anew after corrected hours, travel or an amount let off.
type RechargeRaisedV1 struct {
	Recharge RechargeState `json:"recharge"`
}

// EventName implements events.Event.
func (RechargeRaisedV1) EventName() string { return "muster.deployments.recharge.raised.v1" }

// Validate implements events.Event.
func (e RechargeRaisedV1) Validate() error { return e.Recharge.Validate() }
