package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// verbReturn is how it is kept when a new engagement brings back a worker who had left.
const verbReturn = "passport.return"

// EngageWorker adds a post or bank membership. One with the home employer brings back a worker who had left.
func (p *Passports) EngageWorker(ctx context.Context, workerID id.ID, n NewEngagement, requestID string) (Standing, error) {
	return p.changeWorker(ctx, change{
		worker: workerID, requestID: requestID, verb: "engagement.add",
		act: func(w *worker.Worker, now time.Time) error {
			n.Employer = p.heirNow(n.Employer)
			e := n.engagement()
			err := w.Engage(e)
			if err == nil {
				w.ComeBack(e, now)
			}
			return err
		},
	})
}

// EndEngagement sets the end of a post or bank membership; bookings that reach beyond it are un-booked.
func (p *Passports) EndEngagement(ctx context.Context, workerID, engagement id.ID, until time.Time, requestID string) (Standing, error) {
	return p.changeWorker(ctx, change{
		worker: workerID, requestID: requestID, verb: "engagement.end",
		act: func(w *worker.Worker, _ time.Time) error { return w.EndEngagement(engagement, until) },
	})
}
