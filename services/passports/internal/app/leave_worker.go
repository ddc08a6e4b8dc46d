package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// LeaveWorker ends every engagement with the home employer and takes the passport out of use: what lies ahead is un-booked,
// and nothing may rely on it any more. why is a code.
func (p *Passports) LeaveWorker(ctx context.Context, workerID id.ID, why, requestID string) (Standing, error) {
	return p.changeWorker(ctx, change{
		worker: workerID, requestID: requestID, verb: "passport.leave", why: why,
		act: func(w *worker.Worker, now time.Time) error { return w.Leave(why, now) },
	})
}
