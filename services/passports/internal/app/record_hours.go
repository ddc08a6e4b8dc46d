package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// RecordHours replaces what limits the worker's hours: contract, opt-out and cap. What is left out no longer holds.
func (p *Passports) RecordHours(ctx context.Context, workerID id.ID, n NewHours, requestID string) (Standing, error) {
	return p.changeWorker(ctx, change{
		worker: workerID, requestID: requestID, verb: "working_time.record",
		act: func(w *worker.Worker, now time.Time) error {
			h, err := n.hours(now)
			if err == nil {
				w.RecordHours(h)
			}
			return err
		},
	})
}
