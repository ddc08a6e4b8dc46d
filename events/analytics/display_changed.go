package analytics

// DisplayChangedV1 says: an address of a wall display was made or withdrawn. That one runs out by itself is told by no event:
// ends_at says when.
type DisplayChangedV1 struct {
	Display DisplayState `json:"display"`
}

// EventName implements events.Event.
func (DisplayChangedV1) EventName() string { return "muster.analytics.display.changed.v1" }

// Validate implements events.Event.
func (e DisplayChangedV1) Validate() error { return e.Display.Validate() }
