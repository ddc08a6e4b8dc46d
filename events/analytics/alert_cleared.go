package analytics

// AlertClearedV1 says: an alert is over.
type AlertClearedV1 struct {
	Alert AlertState `json:"alert"`
}

// EventName implements events.Event.
func (AlertClearedV1) EventName() string { return "muster.analytics.alert.cleared.v1" }

// Validate implements events.Event.
func (e AlertClearedV1) Validate() error { return e.Alert.Validate() }
