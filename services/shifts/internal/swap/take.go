package swap

import (
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"
)

// Taker is a worker who would take the booking over, by their home employer.
type Taker struct {
	WorkerID id.ID
	Home     string
	// ShownPence is the total pay that they saw; 0 when it is not known.
	ShownPence int64
}

// Ask notes a taker whom the ward has to agree to.
func (w *Swap) Ask(by Taker) error {
	if err := w.open(by); err != nil {
		return err
	}
	w.s.Status, w.s.TakerID, w.s.TakerHome, w.s.SuccessorID, w.s.Reasons = Asked, by.WorkerID, by.Home, id.Nil, []reason.Reason{}
	w.s.ShownPence = by.ShownPence
	w.happened(EventTaken)
	return nil
}

// Take notes a taker whose booking, the successor, is checked at once.
func (w *Swap) Take(by Taker, successor id.ID) error {
	if err := w.open(by); err != nil {
		return err
	}
	w.take(by, successor)
	return nil
}

// Approve lets the taker whom the ward was asked about take the booking over. by is the opaque id of who agreed.
func (w *Swap) Approve(successor id.ID, by string) error {
	if w.s.Status != Asked {
		return w.notAsked()
	}
	w.s.ApprovedBy = by
	w.take(Taker{WorkerID: w.s.TakerID, Home: w.s.TakerHome, ShownPence: w.s.ShownPence}, successor)
	return nil
}

// Decline refuses the taker whom the ward was asked about; the swap is on offer again.
func (w *Swap) Decline() error {
	if w.s.Status != Asked {
		return w.notAsked()
	}
	w.back(reason.Reason{Code: "DECLINED", Weight: reason.Hard, Message: "The ward did not agree to the worker who would have taken this shift over.", Fix: "Ask the ward whom it would agree to."})
	return nil
}

// StepBack frees the swap of the taker whom the ward is being asked about, by that worker.
func (w *Swap) StepBack() error {
	if w.s.Status != Asked {
		return refuse("swap_not_asked", "It is too late to step back; give the booking back instead, under My shifts.")
	}
	w.back()
	return nil
}

// Fail puts the swap back on offer because the taker's booking was refused; false when nobody is taking it.
func (w *Swap) Fail(why []reason.Reason) bool {
	if w.s.Status != Taking {
		return false
	}
	w.back(why...)
	return true
}

// Finish says that the place has changed hands; false when nobody is taking it.
func (w *Swap) Finish(now time.Time) bool {
	if w.s.Status != Taking {
		return false
	}
	w.end(Done, now)
	return true
}

// Withdraw takes the swap back by the worker whose booking it is, until somebody is being checked for it.
func (w *Swap) Withdraw(now time.Time) error {
	switch w.s.Status {
	case Offered, Asked:
		w.end(Withdrawn, now)
		return nil
	case Taking:
		return refuse("swap_being_taken", "Somebody is taking this shift over at this moment; look again in half a minute.")
	}
	return w.over()
}

// Close ends a swap whose booking is gone or whose shift has started; false when it is over already.
func (w *Swap) Close(why reason.Reason, now time.Time) bool {
	if !w.s.Status.Live() {
		return false
	}
	w.end(Closed, now, why)
	return true
}

func (w *Swap) open(by Taker) error {
	switch {
	case by.WorkerID == w.s.WorkerID:
		return refuse("swap_with_oneself", "This shift is yours already.")
	case w.s.OnlyFor != id.Nil && w.s.OnlyFor != by.WorkerID:
		return refuse("swap_for_another", "This shift is offered to another worker.")
	case w.s.Status == Asked, w.s.Status == Taking:
		return refuse("swap_taken", "Somebody else is taking this shift over; look again in a minute.")
	case w.s.Status != Offered:
		return w.over()
	}
	return nil
}

func (w *Swap) take(by Taker, successor id.ID) {
	w.s.Status, w.s.TakerID, w.s.TakerHome, w.s.SuccessorID, w.s.Reasons = Taking, by.WorkerID, by.Home, successor, []reason.Reason{}
	w.s.ShownPence = by.ShownPence
	w.happened(EventTaken)
}

func (w *Swap) back(why ...reason.Reason) {
	w.s.Status, w.s.TakerID, w.s.TakerHome, w.s.SuccessorID, w.s.ApprovedBy, w.s.ShownPence = Offered, id.Nil, "", id.Nil, "", 0
	w.s.Reasons = append([]reason.Reason{}, why...)
	w.happened(EventOffered)
}

func (w *Swap) end(to Status, now time.Time, why ...reason.Reason) {
	w.s.Status, w.s.EndedAt = to, &now
	w.s.Reasons = append([]reason.Reason{}, why...)
	w.happened(EventEnded)
}

func (w *Swap) notAsked() error {
	if w.s.Status.Live() {
		return refuse("swap_not_asked", "Nobody is waiting for your agreement to this swap.")
	}
	return w.over()
}

func (w *Swap) over() error {
	return refuse("swap_ended", "This swap is over ("+string(w.s.Status)+").")
}
