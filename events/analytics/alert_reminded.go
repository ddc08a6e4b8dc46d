package analytics

// AlertRemindedV1 says: a snooze is up, and the alert still stands.
type AlertRemindedV1 struct {
	Alert AlertState `json:"alert"`
}

// EventName implements events.Event.
func (AlertRemindedV1) EventName() string { return "muster.analytics.alert.reminded.v1" }

// Validate implements events.Event.
func (e AlertRemindedV1) Validate() error { return e.Alert.Validate() }
