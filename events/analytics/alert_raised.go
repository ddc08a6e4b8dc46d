package analytics

// AlertRaisedV1 says: a figure has crossed the threshold of a rule.
type AlertRaisedV1 struct {
	Alert AlertState `json:"alert"`
}

// EventName implements events.Event.
func (AlertRaisedV1) EventName() string { return "muster.analytics.alert.raised.v1" }

// Validate implements events.Event.
func (e AlertRaisedV1) Validate() error { return e.Alert.Validate() }
