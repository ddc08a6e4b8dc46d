package booking

import (
	"fmt"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/clock"

	"github.com/muster-ics/muster/services/shifts/internal/policy"
)

// Who checks in.
const (
	CheckedInByWorker = "worker"
	CheckedInByWard   = "ward"
)

// Fitness is what this service knows of the worker's passport at the door.
type Fitness struct {
	// Floor is the lowest passport version on which a booking may rely.
	Floor int64
	// Reasons are what speaks against the shift by the passport as it was last told.
	Reasons []reason.Reason
}

// CheckIn starts the booking: from the time that the policy sets before the start to the end of the shift, and only on a
// passport that still holds. Nobody who has been revoked starts work because their booking has not heard of it yet.
func (b *Booking) CheckIn(by string, p policy.Attendance, fit Fitness, now time.Time) error {
	switch {
	case b.s.Status == Started:
		return &Refusal{Code: "checked_in", Message: "You are checked in already."}
	case b.s.Status != Confirmed:
		return &Refusal{Code: "booking_ended", Message: "This booking is " + plainStatus(b.s.Status) + ", so there is nothing to check in to."}
	case now.Before(p.CheckInOpens(b.s.StartsAt)):
		return &Refusal{Code: "too_early", Message: fmt.Sprintf("Check-in opens at %s.", p.CheckInOpens(b.s.StartsAt).In(clock.London).Format("15:04 on Mon 2 Jan"))}
	case !now.Before(b.s.EndsAt):
		return &Refusal{Code: "shift_over", Message: "The shift is over. If you worked it, send in your hours."}
	}
	if why := b.unfit(fit); len(why) > 0 {
		return &Refusal{Code: "passport_ended", Message: "Your passport no longer covers this shift. Speak to the nurse in charge before you start.", Reasons: why}
	}
	b.s.Status, b.s.StartedAt, b.s.StartedBy = Started, &now, by
	if late := int(now.Sub(b.s.StartsAt) / time.Minute); late > 0 {
		b.s.LateMinutes = late
	}
	b.happened(EventStarted)
	return nil
}

// unfit is every hard reason why the booking's attestation or the passport does not hold at the door.
func (b *Booking) unfit(fit Fitness) []reason.Reason {
	var why []reason.Reason
	if c := b.s.Clearance; c == nil || !c.judged(fit.Floor, b.s.EndsAt).Yes {
		why = append(why, reason.Reason{Code: "PASSPORT_CHANGED", Weight: reason.Hard,
			Message: "Your passport changed after this shift was confirmed, and the confirmation no longer holds.", Fix: "Ask your home employer what has to be renewed."})
	}
	for _, r := range fit.Reasons {
		if r.Weight == reason.Hard {
			why = append(why, r)
		}
	}
	return why
}

// maxLate is the longest delay that can be told: beyond it the shift is given back instead.
const maxLate = 12 * 60

// TellLate notes that the worker comes minutes late, until they are checked in.
func (b *Booking) TellLate(minutes int, now time.Time) error {
	switch {
	case b.s.Status != Confirmed:
		return &Refusal{Code: "booking_" + string(b.s.Status), Message: "This booking is " + plainStatus(b.s.Status) + "; there is nothing to be late for."}
	case minutes < 1 || minutes > maxLate:
		return invalid("minutes", "Give from 1 to %d minutes.", maxLate)
	case !now.Before(b.s.EndsAt):
		return &Refusal{Code: "shift_over", Message: "The shift is over."}
	}
	b.s.LateMinutes = minutes
	b.happened(EventAmended)
	return nil
}

// Flag notes that the passport or the agreement behind a started booking ended. Nobody is sent home by a machine: the
// ward is told and decides. It is false when there is nothing to tell.
func (b *Booking) Flag(why []reason.Reason) bool {
	if b.s.Status != Started || len(why) == 0 || (len(b.s.Reasons) > 0 && b.s.Reasons[0].Code == why[0].Code) {
		return false
	}
	b.s.Reasons = append([]reason.Reason{}, why...)
	b.happened(EventAmended)
	return true
}
