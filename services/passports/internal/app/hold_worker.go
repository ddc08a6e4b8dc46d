package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/hold"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// NewHold is a bar on deployment to be placed. From nil means at once.
type NewHold struct {
	Why         string
	From, Until *time.Time
}

// PlaceHold bars a worker from deployment for a time and un-books what it covers.
func (p *Passports) PlaceHold(ctx context.Context, workerID id.ID, n NewHold, requestID string) (id.ID, Standing, error) {
	holdID := id.New()
	s, err := p.changeWorker(ctx, change{
		worker: workerID, requestID: requestID, verb: "hold.place",
		act: func(w *worker.Worker, now time.Time) error {
			from := now
			if n.From != nil {
				from = *n.From
			}
			h, err := hold.Place(hold.Record{ID: holdID, Why: n.Why, From: from, Until: n.Until, PlacedAt: now})
			if err == nil {
				w.PlaceHold(h)
			}
			return err
		},
	})
	return holdID, s, err
}

// LiftHold ends a bar on deployment at once.
func (p *Passports) LiftHold(ctx context.Context, workerID, holdID id.ID, requestID string) (Standing, error) {
	return p.changeWorker(ctx, change{
		worker: workerID, requestID: requestID, verb: "hold.lift",
		act: func(w *worker.Worker, now time.Time) error { return w.LiftHold(holdID, now) },
	})
}
