package worker

import (
	"time"

	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// LeaveWhys are the codes under which a worker leaves.
var LeaveWhys = []string{"resigned", "retired", "dismissed", "end_of_term", "deceased", "other"}

// EraseWhys are the codes under which a worker's names are erased.
var EraseWhys = []string{"request", "retention", "enrolled_in_error"}

// Leave ends every engagement with the home employer that lasts longer, and with it everything that rests on the passport.
func (w *Worker) Leave(why string, at time.Time) error {
	var no refusal.List
	no.OneOf("why", why, LeaveWhys)
	if err := no.Err(); err != nil {
		return err
	}
	if w.r.Status == Left {
		return refusal.State{Code: "already_left", Message: "This worker has left already."}
	}
	w.r.Status, w.r.SuspendedWhy, w.r.LeftWhy, w.r.LeftAt = Left, "", why, &at
	for i, e := range w.r.Engagements {
		if w.atHome(e.Employer) && e.From.Before(at) && (e.Until == nil || e.Until.After(at)) {
			w.r.Engagements[i].Until = &at
			w.r.Engagements[i].Version++
		}
	}
	return nil
}

// Erase notes that what names the worker is gone. bookings counts those that lie ahead: while there are any, the host must
// know who comes.
func (w *Worker) Erase(why string, bookings int, at time.Time) error {
	var no refusal.List
	no.OneOf("why", why, EraseWhys)
	if err := no.Err(); err != nil {
		return err
	}
	if bookings > 0 {
		return refusal.State{Code: "bookings_ahead", Message: "Bookings lie ahead of this worker. Cancel them, or wait until they are over, and erase then."}
	}
	if w.r.Status != Left {
		if err := w.Leave("other", at); err != nil {
			return err
		}
	}
	w.r.ErasedAt = &at
	return nil
}

// MayChange refuses changes of a passport whose names are gone: nobody can tell any more whose it is.
func (w *Worker) MayChange() error {
	if w.r.ErasedAt != nil {
		return refusal.State{Code: "erased", Message: "This worker's names have been erased, so nothing can be recorded any more. Enrol the worker anew."}
	}
	return nil
}
