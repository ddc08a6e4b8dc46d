package booking

import (
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"
)

// HandOver ends a confirmed booking because its successor takes the place. It is withdrawn, and counts against nobody.
func (b *Booking) HandOver(now time.Time) error {
	if err := b.canBeUndone(now); err != nil {
		return err
	}
	b.end(Withdrawn, EventWithdrawn, now, reason.Reason{Code: CodeSwapped, Weight: reason.Soft, Message: "Another worker has taken this shift over."})
	return nil
}

// CodeSwapped is the reason's code of a booking that another has taken over.
const CodeSwapped = "SWAPPED"

// LoseSuccession ends a held successor because the booking that it would follow is gone; false when it is not held.
func (b *Booking) LoseSuccession(now time.Time) bool {
	if b.s.Status != Held || b.s.SuccessorOf == id.Nil {
		return false
	}
	b.end(Refused, EventRefused, now, reason.Reason{Code: "SWAP_GONE", Weight: reason.Hard,
		Message: "The worker who offered this shift no longer has it.", Fix: "Look whether it is open, or choose another."})
	return true
}

// LeaveSet ends a booking that was to stand only together with others of which one could not be had; false when it is
// over already or its shift has started.
func (b *Booking) LeaveSet(now time.Time) bool {
	if b.s.SetID == id.Nil || b.canBeUndone(now) != nil {
		return false
	}
	b.end(Withdrawn, EventWithdrawn, now, reason.Reason{Code: CodeSetIncomplete, Weight: reason.Soft,
		Message: "You asked for several shifts, all or none, and one of them could not be had.", Fix: "Choose again, or ask for what fits."})
	return true
}

// CodeSetIncomplete is the reason's code of a booking that ended with its set.
const CodeSetIncomplete = "SET_INCOMPLETE"
