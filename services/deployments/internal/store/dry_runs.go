package store

import (
	"context"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/store/sqlcgen"
)

type dryRuns struct{ *Store }

// DryRuns is what was asked of drafts.
func (s *Store) DryRuns() app.DryRuns { return dryRuns{s} }

func (s dryRuns) Ask(ctx context.Context, d app.DryRun) error {
	_, err := s.read().AskDryRun(ctx, sqlcgen.AskDryRunParams{
		ID: d.ID, AgreementID: d.Agreement, Terms: d.Terms, AskedBy: d.AskedBy, OnBehalfOf: optional(d.OnBehalfOf), AskedAt: d.AskedAt,
	})
	return err
}

func (s dryRuns) Newest(ctx context.Context, agreement id.ID, terms int64) (app.DryRun, error) {
	row, err := s.read().NewestDryRun(ctx, sqlcgen.NewestDryRunParams{AgreementID: agreement, Terms: terms})
	return dryRunOf(row), absent(err)
}

func (s dryRuns) Take(ctx context.Context) (app.DryRun, error) {
	q := s.read()
	if err := q.GiveUpDryRuns(ctx); err != nil {
		return app.DryRun{}, err
	}
	row, err := q.TakeDryRun(ctx)
	return dryRunOf(row), absent(err)
}

func (s dryRuns) Progress(ctx context.Context, d app.DryRun) error {
	n, err := s.read().ProgressOfDryRun(ctx, sqlcgen.ProgressOfDryRunParams{ID: d.ID, Tries: int32(d.Tries), Looked: int32(d.Looked), ToLook: int32(d.ToLook)})
	return held(n, err)
}

func (s dryRuns) Finish(ctx context.Context, d app.DryRun) error {
	n, err := s.read().FinishDryRun(ctx, sqlcgen.FinishDryRunParams{ID: d.ID, Tries: int32(d.Tries), Looked: int32(d.Looked), Result: d.Result, Revision: d.Revision, FinishedAt: d.FinishedAt})
	return held(n, err)
}

func (s dryRuns) Leave(ctx context.Context, d app.DryRun) error {
	return s.read().LeaveDryRun(ctx, sqlcgen.LeaveDryRunParams{ID: d.ID, Tries: int32(d.Tries)})
}

func held(rows int64, err error) error {
	if err == nil && rows == 0 {
		return app.ErrTakenOver
	}
	return err
}

func dryRunOf(r sqlcgen.DryRun) app.DryRun {
	d := app.DryRun{
		ID: r.ID, Agreement: r.AgreementID, Terms: r.Terms, AskedBy: r.AskedBy, AskedAt: r.AskedAt.UTC(), Status: r.Status, Tries: int(r.Tries),
		Looked: int(r.Looked), ToLook: int(r.ToLook), Result: r.Result, Revision: r.Revision, FinishedAt: utc(r.FinishedAt),
	}
	if r.OnBehalfOf != nil {
		d.OnBehalfOf = *r.OnBehalfOf
	}
	return d
}

type passportReader struct{ *Store }

// PassportReader reads passports for a dry run.
func (s *Store) PassportReader() app.PassportReader { return passportReader{s} }

func (s passportReader) Active(ctx context.Context, homes []string, do func([]app.HomePassport) error) error {
	for after := id.Nil; ; {
		rows, err := s.read().PassportsOf(ctx, sqlcgen.PassportsOfParams{Homes: homes, AfterID: after, Most: factsAtOnce})
		if err != nil {
			return err
		}
		some := make([]app.HomePassport, len(rows))
		for i, r := range rows {
			some[i] = app.HomePassport{Worker: r.WorkerID, Home: r.HomeEmployer, State: r.State}
		}
		if err := do(some); err != nil || len(rows) < factsAtOnce {
			return err
		}
		after = rows[len(rows)-1].WorkerID
	}
}

func (s shiftFacts) Count(ctx context.Context, q app.ShiftFactQuery) (int, error) {
	n, err := s.read().CountShiftFacts(ctx, sqlcgen.CountShiftFactsParams{Hosts: q.Hosts, StartsFrom: q.From, StartsBefore: q.Before})
	return int(n), err
}
