package app

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
	"github.com/muster-ics/muster/services/deployments/internal/dryrun"
	"github.com/muster-ics/muster/services/deployments/internal/recharge"
)

// How far a dry run looks.
const (
	dryRunBack  = 28 * 24 * time.Hour
	dryRunAhead = 42 * 24 * time.Hour
)

// DryRunAsked tells when somebody has asked of this process; others are found by looking now and then.
func (a *App) DryRunAsked() <-chan struct{} { return a.dryRunAsked }

// WorkDryRuns works at what has been asked for, until there is no more, and tells how many it finished. Replicas may run it
// together; what one leaves behind another takes up once its lease is over.
func (a *App) WorkDryRuns(ctx context.Context) (finished int, err error) {
	for {
		d, err := a.DryRuns.Take(ctx)
		if errors.Is(err, ErrAbsent) {
			return finished, nil
		}
		if err != nil {
			return finished, err
		}
		switch err := a.dryRun(ctx, d); {
		case errors.Is(err, ErrTakenOver):
		case err != nil:
			return finished, errors.Join(err, a.DryRuns.Leave(context.WithoutCancel(ctx), d))
		default:
			finished++
		}
	}
}

func (a *App) dryRun(ctx context.Context, d DryRun) error {
	clauses, revision, err := a.dryRunText(ctx, d)
	if err != nil {
		return err
	}
	now := a.Now()
	out := DryRunResult{From: now.Add(-dryRunBack), At: now, Until: now.Add(dryRunAhead)}
	codes := a.dryRunCodes()
	named := clauses.Employers()
	parties := everyCode(named, codes, out.Until)
	q := ShiftFactQuery{Hosts: parties, From: out.From, Before: out.Until}
	if d.ToLook, err = a.ShiftFacts.Count(ctx, q); err != nil {
		return err
	}
	if err := a.DryRuns.Progress(ctx, d); err != nil {
		return err
	}
	workers, err := a.dryRunWorkers(ctx, parties, out)
	if err != nil {
		return err
	}
	others, err := a.deciding(ctx, d, out.From)
	if err != nil {
		return err
	}
	run := dryrun.New(clauses, others, workers, codes, costOf(clauses))
	needs := map[string]*dryrun.Needs{}
	err = a.ShiftFacts.Each(ctx, q, func(some []ShiftFact) error {
		shifts, err := dryRunShifts(some, needs, now)
		if err != nil {
			return err
		}
		run.Add(slices.DeleteFunc(shifts, func(x dryrun.Shift) bool { // Of an employer that stands for a party only later.
			return !slices.ContainsFunc(codes(x.Host, x.StartsAt), func(code string) bool { return slices.Contains(named, code) })
		}))
		d.Looked += len(some)
		d.ToLook = max(d.ToLook, d.Looked)
		return a.DryRuns.Progress(ctx, d)
	})
	if err != nil {
		return err
	}
	out.Result, out.Workers = run.Result(), len(workers)
	if d.Result, err = json.Marshal(out); err != nil {
		return err
	}
	done := a.Now()
	d.FinishedAt, d.Revision = &done, revision
	return a.DryRuns.Finish(ctx, d)
}

// dryRunText is the version that is asked about, as its draft stands now.
func (a *App) dryRunText(ctx context.Context, d DryRun) (agreement.Clauses, int64, error) {
	x, err := a.Agreements.Find(ctx, d.Agreement)
	if err != nil {
		return agreement.Clauses{}, 0, err
	}
	if next := x.Next(); next != nil && next.Terms == d.Terms {
		return next.Clauses, next.Revision, nil
	}
	if x.Terms() != d.Terms { // It was given up, or another took its place, while somebody waited.
		if x, err = a.Agreements.Version(ctx, d.Agreement, d.Terms); err != nil {
			return agreement.Clauses{}, 0, err
		}
	}
	return x.Clauses(), x.Record().Revision, nil
}

// deciding is what other versions and agreements decided at some time since a moment, ended or not. The version that is
// asked about is not among them.
func (a *App) deciding(ctx context.Context, d DryRun, since time.Time) ([]dryrun.Standing, error) {
	all, err := a.Agreements.DecidedSince(ctx, since)
	var out []dryrun.Standing
	for _, x := range all {
		if x.ID() == d.Agreement && x.Terms() == d.Terms {
			continue
		}
		s := dryrun.Standing{Clauses: x.Clauses(), Since: x.DecidesFrom(), Until: x.EndsAt(), Parties: x.Parties()}
		if at := x.SupersededAt(); at != nil && (s.Until == nil || at.Before(*s.Until)) {
			s.Until = at
		}
		out = append(out, s)
	}
	return out, err
}

// costOf is what a shift costs its host by the money clause, at basic pay and without travel.
func costOf(c agreement.Clauses) func(*dryrun.Shift) int64 {
	clause := MoneyClause(c)
	return func(x *dryrun.Shift) int64 {
		pay := (x.RatePence*int64(x.Minutes)*2 + 60) / 120 // half up to the penny, as recharges are
		w := recharge.Work{Kind: recharge.Worked, StaffGroup: x.StaffGroup, Band: x.Band, Minutes: x.Minutes, PayPence: pay}
		total := recharge.Compute(clause, w, recharge.Facts{}).TotalPence
		if c.Model == "host_pays" {
			total += pay // The host pays the worker itself.
		}
		return total
	}
}

// dryRunWorkers reads the passports of the parties' workers, with what is known of their time.
func (a *App) dryRunWorkers(ctx context.Context, homes []string, span DryRunResult) ([]dryrun.Worker, error) {
	busy, err := a.ShiftFacts.Busy(ctx, span.From.Add(-24*time.Hour), span.Until.Add(24*time.Hour))
	if err != nil {
		return nil, err
	}
	spans := map[id.ID][]dryrun.Span{}
	for _, b := range busy {
		spans[b.Worker] = append(spans[b.Worker], dryrun.Span{From: b.StartsAt, Until: b.EndsAt})
	}
	var out []dryrun.Worker
	err = a.PassportReader.Active(ctx, homes, func(some []HomePassport) error {
		for _, p := range some {
			w, err := dryRunWorker(p, a.heirs(), span.At)
			if err != nil {
				return err
			}
			w.Busy = spans[p.Worker]
			slices.SortFunc(w.Busy, func(x, y dryrun.Span) int { return x.From.Compare(y.From) })
			out = append(out, w)
		}
		return ctx.Err()
	})
	return out, err
}
