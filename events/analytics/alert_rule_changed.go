package analytics

// AlertRuleChangedV1 says: a rule of alerts was made, changed, or turned on or off.
type AlertRuleChangedV1 struct {
	Rule AlertRuleState `json:"rule"`
}

// EventName implements events.Event.
func (AlertRuleChangedV1) EventName() string { return "muster.analytics.alert_rule.changed.v1" }

// Validate implements events.Event.
func (e AlertRuleChangedV1) Validate() error { return e.Rule.Validate() }
