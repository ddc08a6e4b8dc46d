package booking

import (
	"time"

	"github.com/muster-ics/muster/events/reason"
)

// Clearance is passports' answer: whether the worker is fit for this shift to its end.
type Clearance struct {
	Yes bool
	// PassportVersion is what was judged; ValidUntil how long the yes holds.
	PassportVersion int64
	ValidUntil      time.Time
	Reasons         []reason.Reason
	// At is the database time at which the answer came.
	At time.Time
}

// judged is the clearance as it counts: a yes on a passport version below the worker's revocation floor, or one that
// ends before the shift, is a no.
func (c Clearance) judged(floor int64, end time.Time) Clearance {
	switch {
	case !c.Yes:
	case c.PassportVersion < floor:
		c.Yes = false
		c.Reasons = append(c.Reasons[:len(c.Reasons):len(c.Reasons)], reason.Reason{
			Code: "PASSPORT_CHANGED", Weight: reason.Hard,
			Message: "Your passport changed while this shift was being checked.", Fix: "Try again; if it fails again, speak to your home employer."})
	case c.ValidUntil.Before(end):
		c.Yes = false
		c.Reasons = append(c.Reasons[:len(c.Reasons):len(c.Reasons)], reason.Reason{
			Code: "CLEARANCE_ENDS", Weight: reason.Hard,
			Message: "Your clearance ends before this shift does.", Fix: "Ask your home employer what has to be renewed."})
	}
	return c
}
