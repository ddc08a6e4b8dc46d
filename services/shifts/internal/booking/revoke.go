package booking

import (
	"time"

	"github.com/muster-ics/muster/events/reason"
)

// Revoke ends a future booking because the passport or the agreement behind it ended. A hold is refused, since it was
// never a yes; a confirmed booking is revoked; anything else, and a shift that has started, is left alone: false.
func (b *Booking) Revoke(why []reason.Reason, now time.Time) bool {
	if !b.s.StartsAt.After(now) {
		return false
	}
	switch b.s.Status {
	case Held:
		b.end(Refused, EventRefused, now, why...)
	case Confirmed:
		b.end(Revoked, EventRevoked, now, why...)
	default:
		return false
	}
	return true
}
