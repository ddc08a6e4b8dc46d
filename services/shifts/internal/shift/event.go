package shift

// Event names what happened to a shift; internal/app/contracts.go tells it to the world with the state after it.
type Event string

// What happens to shifts.
const (
	EventPosted          Event = "posted"
	EventFilled          Event = "filled"
	EventReopened        Event = "reopened"
	EventWithdrawn       Event = "withdrawn"
	EventCancelled       Event = "cancelled"
	EventLapsed          Event = "lapsed"
	EventOverrideGranted Event = "override_granted"
	EventReleased        Event = "released"
	EventEscalated       Event = "escalated"
	EventStarted         Event = "started"
	EventWorked          Event = "worked"
	EventAmended         Event = "amended"
)

// What happens to shifts whose employer approves them before they open.
const (
	EventSubmitted Event = "submitted"
	EventDeclined  Event = "declined"
)
