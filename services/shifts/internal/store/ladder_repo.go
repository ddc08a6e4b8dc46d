package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/release"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// LadderRepo implements app.Ladders.
type LadderRepo struct{ base }

var _ app.Ladders = (*LadderRepo)(nil)

// step is the form in which the column steps holds a release.Step.
type step struct {
	Kind          string `json:"kind"`
	Tier          int    `json:"tier,omitempty"`
	On            string `json:"on"`
	AfterMinutes  int    `json:"after_minutes,omitempty"`
	WindowMinutes int    `json:"window_minutes,omitempty"`
	CeilingPence  int64  `json:"ceiling_pence,omitempty"`
	Approver      string `json:"approver,omitempty"`
}

// For implements app.Ladders.
func (r *LadderRepo) For(ctx context.Context, employer, staffGroup string) (release.Ladder, error) {
	for _, code := range r.line(employer) {
		row, err := r.q.LadderFor(ctx, sqlcgen.LadderForParams{Employer: code, StaffGroup: staffGroup})
		if errors.Is(err, pgx.ErrNoRows) {
			continue
		}
		if err != nil {
			return release.Ladder{}, fmt.Errorf("read a ladder: %w", err)
		}
		return ladderOf(row)
	}
	return release.Ladder{}, app.ErrNotFound
}

// Of implements app.Ladders.
func (r *LadderRepo) Of(ctx context.Context, employer string) ([]release.Ladder, error) {
	// Those of the first of the line that has any: a ladder of one group beside another employer's for all would be neither's choice.
	for _, code := range r.line(employer) {
		rows, err := r.q.LaddersOf(ctx, code)
		if err != nil {
			return nil, fmt.Errorf("list ladders: %w", err)
		}
		out := make([]release.Ladder, len(rows))
		for i, row := range rows {
			if out[i], err = ladderOf(row); err != nil {
				return nil, err
			}
		}
		if len(out) > 0 {
			return out, nil
		}
	}
	return nil, nil
}

func ladderOf(row sqlcgen.Ladder) (release.Ladder, error) {
	var steps []step
	if err := json.Unmarshal(row.Steps, &steps); err != nil {
		return release.Ladder{}, fmt.Errorf("read the steps of a ladder: %w", err)
	}
	l := release.Ladder{ID: row.ID, Employer: row.Employer, StaffGroup: row.StaffGroup, BankShare: int(row.BankShare), Version: row.Version}
	for _, s := range steps {
		l.Steps = append(l.Steps, release.Step{Kind: release.Kind(s.Kind), Tier: s.Tier, Window: minutes(s.WindowMinutes), CeilingPence: s.CeilingPence, Approver: s.Approver,
			Trigger: release.Trigger{On: release.On(s.On), After: minutes(s.AfterMinutes)}})
	}
	return l, nil
}

func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }

// Put implements app.Ladders.
func (r *LadderRepo) Put(ctx context.Context, l release.Ladder, changedAt time.Time) error {
	by := app.CallerOf(ctx)
	steps := make([]step, len(l.Steps))
	for i, s := range l.Steps {
		steps[i] = step{Kind: string(s.Kind), Tier: s.Tier, On: string(s.Trigger.On), AfterMinutes: int(s.Trigger.After.Minutes()),
			WindowMinutes: int(s.Window.Minutes()), CeilingPence: s.CeilingPence, Approver: s.Approver}
	}
	body, err := json.Marshal(steps)
	if err != nil {
		return err
	}
	return r.inTx(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		before, err := ladderBefore(ctx, q, l)
		if err != nil {
			return err
		}
		n, err := saveLadder(ctx, q, l, body, changedAt)
		if err != nil {
			return fmt.Errorf("save a ladder: %w", err)
		}
		if n == 0 {
			return app.ErrRaced
		}
		told, err := r.tell.Ladder(before, l, by)
		if err != nil {
			return err
		}
		return tx.Record(ctx, change(told, by))
	})
}

func saveLadder(ctx context.Context, q *sqlcgen.Queries, l release.Ladder, steps []byte, at time.Time) (int64, error) {
	if l.Version == 1 {
		return q.InsertLadder(ctx, sqlcgen.InsertLadderParams{ID: l.ID, Employer: l.Employer, StaffGroup: l.StaffGroup, BankShare: int32(l.BankShare), Steps: steps, ChangedAt: at})
	}
	return q.SaveLadder(ctx, sqlcgen.SaveLadderParams{ID: l.ID, BankShare: int32(l.BankShare), Steps: steps, ChangedAt: at, Version: l.Version})
}

func ladderBefore(ctx context.Context, q *sqlcgen.Queries, l release.Ladder) ([]byte, error) {
	row, err := q.GetLadder(ctx, sqlcgen.GetLadderParams{Employer: l.Employer, StaffGroup: l.StaffGroup})
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read a ladder: %w", err)
	}
	old, err := ladderOf(row)
	if err != nil {
		return nil, err
	}
	return json.Marshal(app.LadderState(old))
}
