package analytics

// AlertAcknowledgedV1 says: somebody has taken an alert on.
type AlertAcknowledgedV1 struct {
	Alert AlertState `json:"alert"`
}

// EventName implements events.Event.
func (AlertAcknowledgedV1) EventName() string { return "muster.analytics.alert.acknowledged.v1" }

// Validate implements events.Event.
func (e AlertAcknowledgedV1) Validate() error { return e.Alert.Validate() }
