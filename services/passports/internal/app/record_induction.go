package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/induction"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// NewInduction is that a worker was shown round a site. Employer is the host.
type NewInduction struct {
	Employer, Site string
	DoneOn         time.Time
	ValidUntil     *time.Time
}

// RecordInduction records, for the people of a host, that they have shown a worker round a site where the worker is or was
// booked. The home employer shows its own people round wherever it likes.
func (p *Passports) RecordInduction(ctx context.Context, workerID id.ID, n NewInduction, requestID string) (Standing, error) {
	principal, err := Policy.Check(ctx, MayInduct, auth.Facts{Employer: n.Employer, ICS: p.ICS})
	if err != nil {
		return Standing{}, err
	}
	booked, err := p.Record.WasBookedAt(ctx, workerID, n.Employer, n.Site)
	if err != nil {
		return Standing{}, err
	}
	return p.changeBy(ctx, change{
		worker: workerID, verb: "induction.record",
		act: func(w *worker.Worker, now time.Time) error {
			i, err := induction.New(induction.Record{
				ID: id.New(), Employer: n.Employer, Site: n.Site, DoneOn: n.DoneOn, RecordedAt: now, ValidUntil: n.ValidUntil, By: principal.Subject,
			})
			if err == nil {
				w.RecordInduction(i)
			}
			return err
		},
	}, func(w *worker.Worker) (By, error) {
		if !booked && !p.sameNow(w.HomeEmployer(), n.Employer) {
			return By{}, ErrNoWorker
		}
		return by(principal, requestID), nil
	})
}
