package store

import (
	"context"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/store/sqlcgen"
)

type passports struct{ *Store }

// Passports is what passports told of workers.
func (s *Store) Passports() app.Passports { return passports{s} }

func (s passports) Put(ctx context.Context, p app.PassportTold) (newer bool, err error) {
	err = s.ofWorker(ctx, p.Worker, func(q *sqlcgen.Queries) error {
		n, err := q.PutPassport(ctx, sqlcgen.PutPassportParams{
			WorkerID: p.Worker, Version: p.Version, Rank: p.Rank, HomeEmployer: p.Home, Status: p.Status, State: p.State,
		})
		newer = n > 0
		return err
	})
	return newer, err
}

func (s passports) PutHostCheck(ctx context.Context, c app.HostCheckTold) error {
	return s.ofWorker(ctx, c.Worker, func(q *sqlcgen.Queries) error {
		p := sqlcgen.PutHostCheckParams{
			CheckID: c.Check, WorkerID: c.Worker, Host: c.Host, Type: c.Type, Outcome: c.Outcome, CheckedOn: c.CheckedOn, ValidUntil: c.ValidUntil,
		}
		if c.Supersedes != id.Nil {
			p.Supersedes = &c.Supersedes
		}
		return q.PutHostCheck(ctx, p)
	})
}

// ofWorker changes what is known of a worker while no answer about the worker is under way.
func (s passports) ofWorker(ctx context.Context, worker id.ID, change func(*sqlcgen.Queries) error) error {
	return s.write(ctx, func(_ *outbox.Tx, q *sqlcgen.Queries) error {
		if err := q.LockWords(ctx, workerWords(worker)); err != nil {
			return err
		}
		return change(q)
	})
}

// workerWords is what answers about one worker, and what becomes known of the worker, lock.
func workerWords(worker id.ID) string { return "worker " + worker.String() }
