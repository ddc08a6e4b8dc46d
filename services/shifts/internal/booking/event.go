package booking

// Event names what happened to a booking; internal/app/contracts.go tells it to the world with the state after it.
type Event string

// What happens to bookings.
const (
	EventRequested Event = "requested"
	EventConfirmed Event = "confirmed"
	EventRefused   Event = "refused"
	EventExpired   Event = "expired"
	EventWithdrawn Event = "withdrawn"
	EventCancelled Event = "cancelled"
	EventRevoked   Event = "revoked"

	EventStarted      Event = "started"
	EventWorked       Event = "worked"
	EventAmended      Event = "amended"
	EventDisputed     Event = "disputed"
	EventApproved     Event = "approved"
	EventDidNotAttend Event = "did_not_attend"
)
