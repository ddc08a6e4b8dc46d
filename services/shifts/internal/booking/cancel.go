package booking

import (
	"strings"
	"time"

	"github.com/muster-ics/muster/events/reason"
)

// Cancel ends the booking by the employer, until the shift starts. why is a code.
func (b *Booking) Cancel(why string, now time.Time) error {
	if err := b.canBeUndone(now); err != nil {
		return err
	}
	b.end(Cancelled, EventCancelled, now, reason.Reason{
		Code: "EMPLOYER_CANCELLED", Weight: reason.Hard, Message: "The employer called this booking off (" + strings.ReplaceAll(why, "_", " ") + ")."})
	return nil
}
