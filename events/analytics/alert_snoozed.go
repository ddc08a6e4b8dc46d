package analytics

// AlertSnoozedV1 says: nobody is called about an alert until a time.
type AlertSnoozedV1 struct {
	Alert AlertState `json:"alert"`
}

// EventName implements events.Event.
func (AlertSnoozedV1) EventName() string { return "muster.analytics.alert.snoozed.v1" }

// Validate implements events.Event.
func (e AlertSnoozedV1) Validate() error { return e.Alert.Validate() }
