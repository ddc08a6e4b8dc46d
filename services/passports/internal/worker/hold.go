package worker

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/hold"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// PlaceHold adds a bar on deployment.
func (w *Worker) PlaceHold(h hold.Hold) { w.r.Holds = append(w.r.Holds, h) }

// LiftHold ends a bar on deployment at once.
func (w *Worker) LiftHold(holdID id.ID, at time.Time) error {
	i := slices.IndexFunc(w.r.Holds, func(h hold.Hold) bool { return h.Record().ID == holdID })
	if i < 0 {
		return refusal.State{Code: "no_such_hold", Message: "This worker has no such hold."}
	}
	lifted, err := w.r.Holds[i].Lift(at)
	if err != nil {
		return err
	}
	w.r.Holds[i] = lifted
	return nil
}
