package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// RecordCompetency adds a competency.
func (p *Passports) RecordCompetency(ctx context.Context, workerID id.ID, n NewCompetency, requestID string) (Standing, error) {
	return p.changeWorker(ctx, change{
		worker: workerID, requestID: requestID, verb: "competency.record",
		act: func(w *worker.Worker, now time.Time) error {
			c, err := n.competency(now)
			if err == nil {
				w.RecordCompetency(c)
			}
			return err
		},
	})
}

// RecordRegistration adds what a register says at this moment.
func (p *Passports) RecordRegistration(ctx context.Context, workerID id.ID, n NewRegistration, requestID string) (Standing, error) {
	registers, err := p.knownRegisters(ctx)
	if err != nil {
		return Standing{}, err
	}
	return p.changeWorker(ctx, change{
		worker: workerID, requestID: requestID, verb: "registration.record", numbers: numbers([]NewRegistration{n}),
		act: func(w *worker.Worker, now time.Time) error {
			g, err := n.registration(now, registers)
			if err == nil {
				w.RecordRegistration(g)
			}
			return err
		},
	})
}
