package app

import (
	"context"

	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// RecheckStarted judges again a booking whose worker has just been checked in. A clearance that no longer holds is taken
// back, so that the ward is told; the shift itself nobody ends by machine. eventID is the event that tells of the check-in.
func (p *Passports) RecheckStarted(ctx context.Context, started Reliance, eventID string) error {
	if err := p.KeepReliance(ctx, started); err != nil {
		return err
	}
	who := By{Actor: "system:clearance", OnBehalfOf: started.Booking.HomeEmployer, EventID: eventID}
	return p.Clearances.TakeBack(ctx, started, func(w *worker.Worker, around Circumstances) (Judged, Fact, error) {
		d := p.judge(w, started.Booking, around, causeStarted, p.Clock.Now())
		if w.Record().Status == worker.Suspended || d.Cleared() {
			// A suspension has told of every booking by its own event.
			return d, Fact{}, nil
		}
		f, err := p.uncleared(ctx, started.Booking, d, who)
		return d, f, err
	})
}
