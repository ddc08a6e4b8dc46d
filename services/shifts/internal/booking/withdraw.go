package booking

import (
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/events/reason"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Withdraw gives the shift back by the worker, until it starts. why is one of shift.GiveBackReasons.
func (b *Booking) Withdraw(why string, now time.Time) error {
	if !slices.Contains(shift.GiveBackReasons, why) {
		return &shift.Invalid{Problems: []shift.Problem{{Field: "why", Message: "Choose why: " + strings.Join(shift.GiveBackReasons, ", ") + "."}}}
	}
	if err := b.canBeUndone(now); err != nil {
		return err
	}
	// The worker and the ward read the same sentence, so that it names neither.
	said := "The shift was given back"
	if why != "other" {
		said += " (" + strings.ReplaceAll(why, "_", " ") + ")"
	}
	b.end(Withdrawn, EventWithdrawn, now, reason.Reason{Code: "WORKER_WITHDREW", Weight: reason.Hard, Message: said + "."})
	return nil
}

func (b *Booking) canBeUndone(now time.Time) error {
	switch {
	case b.s.Status != Held && b.s.Status != Confirmed:
		return &Refusal{Code: "booking_ended", Message: "This booking is " + plainStatus(b.s.Status) + "; there is nothing left to undo."}
	case !b.s.StartsAt.After(now):
		return &Refusal{Code: "shift_started", Message: "The shift has started; call the ward."}
	}
	return nil
}

func plainStatus(s Status) string {
	switch s {
	case HoldExpired:
		return "expired"
	case DidNotAttend:
		return "closed as not attended"
	}
	return string(s)
}
