package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

const verbSuspend = "passport.suspend"

// SuspendWorker takes a passport out of use and un-books what lies ahead. why is a code.
func (p *Passports) SuspendWorker(ctx context.Context, workerID id.ID, why, requestID string) (Standing, error) {
	return p.changeWorker(ctx, change{
		worker: workerID, requestID: requestID, verb: verbSuspend, why: why,
		act: func(w *worker.Worker, _ time.Time) error { return w.Suspend(why) },
	})
}

// ReinstateWorker puts a suspended passport back into use. What was un-booked stays un-booked.
func (p *Passports) ReinstateWorker(ctx context.Context, workerID id.ID, requestID string) (Standing, error) {
	return p.changeWorker(ctx, change{
		worker: workerID, requestID: requestID, verb: "passport.reinstate",
		act: func(w *worker.Worker, _ time.Time) error { return w.Reinstate() },
	})
}
