package worker

import "github.com/muster-ics/muster/services/passports/internal/refusal"

// SuspendWhys are the codes under which a passport may be suspended.
var SuspendWhys = []string{"conduct", "capability", "registration", "checks_in_doubt", "left_employment", "identity_in_doubt", "other"}

// Suspend takes the passport out of use: nothing may rely on it, and what does must end.
func (w *Worker) Suspend(why string) error {
	var no refusal.List
	no.OneOf("why", why, SuspendWhys)
	if err := no.Err(); err != nil {
		return err
	}
	if w.r.Status == Left {
		return refusal.State{Code: "already_left", Message: "This worker has left, so the passport is out of use already."}
	}
	if w.r.Status == Suspended {
		return refusal.State{Code: "already_suspended", Message: "This passport is suspended already."}
	}
	w.r.Status, w.r.SuspendedWhy = Suspended, why
	return nil
}

// Reinstate puts a suspended passport back into use. What relied on older versions stays ended, since the floor stays.
func (w *Worker) Reinstate() error {
	if w.r.Status != Suspended {
		return refusal.State{Code: "not_suspended", Message: "This passport is not suspended."}
	}
	w.r.Status, w.r.SuspendedWhy = Active, ""
	return nil
}
