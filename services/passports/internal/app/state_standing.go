package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// StateGoodStanding records the home employer's word on whether a worker is in good standing: yes or no, and no more. It
// goes into no event.
func (p *Passports) StateGoodStanding(ctx context.Context, workerID id.ID, good bool, on time.Time, requestID string) (Standing, error) {
	principal, _ := auth.From(ctx)
	return p.changeWorker(ctx, change{
		worker: workerID, requestID: requestID, verb: "good_standing.state",
		act: func(w *worker.Worker, now time.Time) error {
			return w.State(worker.GoodStanding{ID: id.New(), Good: good, StatedOn: on, StatedAt: now, By: principal.Subject})
		},
	})
}
