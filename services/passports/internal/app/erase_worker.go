package app

import (
	"context"
	"errors"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/retention"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// EraseWorker destroys the worker's key and with it the names, numbers and references: the record, the log and every
// decision stay readable, and name nobody. It is refused while bookings lie ahead. why is a code.
func (p *Passports) EraseWorker(ctx context.Context, workerID id.ID, why, requestID string) (Standing, error) {
	return p.changeWorker(ctx, erasure(workerID, why, requestID))
}

// EraseDue erases some workers whose time is up by the retention rule, and tells how many. One with a booking ahead, which
// nobody who left should have, is passed over until it is over.
func (p *Passports) EraseDue(ctx context.Context) (int, error) {
	kept, err := p.schedule(ctx)
	if err != nil {
		return 0, err
	}
	due, err := p.Record.ToErase(ctx, kept.Of(retention.WorkerNames))
	if err != nil {
		return 0, err
	}
	var failed error
	done := 0
	for _, workerID := range due {
		_, err := p.changeBy(ctx, erasure(workerID, "retention", ""), func(w *worker.Worker) (By, error) {
			return By{Actor: "system:retention", OnBehalfOf: w.HomeEmployer()}, nil
		})
		switch {
		case err == nil:
			done++
		case !fault.Is(err, fault.Conflict):
			failed = errors.Join(failed, err)
		}
	}
	return done, failed
}

func erasure(workerID id.ID, why, requestID string) change {
	ahead := 0
	return change{
		worker: workerID, requestID: requestID, verb: "passport.erase", why: why,
		look:    func(rel Relying) { ahead = len(rel.Bookings) },
		act:     func(w *worker.Worker, now time.Time) error { return w.Erase(why, ahead, now) },
		besides: func(out *Changed) { out.Erase = true },
	}
}
