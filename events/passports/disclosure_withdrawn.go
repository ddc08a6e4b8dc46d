package passports

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
)

// DisclosureWithdrawnV1 says: the worker no longer lets this host rely on the passport. Bookings that relied on it are
// told of by booking.uncleared.
type DisclosureWithdrawnV1 struct {
	Disclosure  DisclosureState `json:"disclosure"`
	WithdrawnAt time.Time       `json:"withdrawn_at"`
}

// EventName implements events.Event.
func (DisclosureWithdrawnV1) EventName() string { return "muster.passports.disclosure.withdrawn.v1" }

// Validate implements events.Event.
func (e DisclosureWithdrawnV1) Validate() error {
	var c check.Errors
	c.Time("withdrawn_at", e.WithdrawnAt)
	if err := e.Disclosure.Validate(); err != nil {
		return err
	}
	return c.Err()
}
