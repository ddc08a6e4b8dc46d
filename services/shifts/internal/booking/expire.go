package booking

import (
	"time"

	"github.com/muster-ics/muster/events/reason"
)

// Expire ends a hold whose answers did not come in time. Whether the time is up only the database says.
func (b *Booking) Expire(now time.Time) error {
	if b.s.Status != Held {
		return &Refusal{Code: "booking_not_held", Message: "Only a held booking can expire."}
	}
	b.end(HoldExpired, EventExpired, now, reason.Reason{
		Code: "HOLD_EXPIRED", Weight: reason.Hard,
		Message: "The checks took too long, so the shift was not kept for you.", Fix: "Try again if the shift is still open."})
	return nil
}
