package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// EngageWorker adds a post or bank membership.
func (p *Passports) EngageWorker(ctx context.Context, workerID id.ID, n NewEngagement, requestID string) (Standing, error) {
	return p.changeWorker(ctx, change{
		worker: workerID, requestID: requestID, verb: "engagement.add",
		act: func(w *worker.Worker, _ time.Time) error { return w.Engage(n.engagement()) },
	})
}

// EndEngagement sets the end of a post or bank membership; bookings that reach beyond it are un-booked.
func (p *Passports) EndEngagement(ctx context.Context, workerID, engagement id.ID, until time.Time, requestID string) (Standing, error) {
	return p.changeWorker(ctx, change{
		worker: workerID, requestID: requestID, verb: "engagement.end",
		act: func(w *worker.Worker, _ time.Time) error { return w.EndEngagement(engagement, until) },
	})
}
