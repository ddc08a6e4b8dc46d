package store

import (
	"context"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/passports/internal/vault"
)

// adjust writes one change of what a worker asks employers to adjust.
func (s *Store) adjust(ctx context.Context, q *sqlcgen.Queries, workerID id.ID, a *app.Adjusted) error {
	if a == nil {
		return nil
	}
	if a.Text != "" {
		if err := s.askAdjustment(ctx, q, workerID, a); err != nil {
			return err
		}
	} else if _, err := q.LockAdjustment(ctx, sqlcgen.LockAdjustmentParams{ID: a.ID, WorkerID: workerID}); err != nil {
		return absent(err, app.ErrNoAdjustment)
	}
	if a.Withdrawn {
		return withdrawAdjustment(ctx, q, workerID, a)
	}
	if err := q.EndAdjustmentShares(ctx, sqlcgen.EndAdjustmentSharesParams{At: &a.At, AdjustmentID: a.ID, Keep: list(a.SharedWith)}); err != nil {
		return err
	}
	return q.ShareAdjustment(ctx, sqlcgen.ShareAdjustmentParams{AdjustmentID: a.ID, At: a.At, Employers: list(a.SharedWith)})
}

func (s *Store) askAdjustment(ctx context.Context, q *sqlcgen.Queries, workerID id.ID, a *app.Adjusted) error {
	key, err := s.keyOf(ctx, q, workerID)
	if err != nil {
		return err
	}
	if err := q.InsertAdjustment(ctx, sqlcgen.InsertAdjustmentParams{ID: a.ID, WorkerID: workerID, RecordedAt: a.At}); err != nil {
		return err
	}
	return seal(ctx, q, workerID, key, map[vault.Kind]string{vault.Adjustment(a.ID): a.Text})
}

func withdrawAdjustment(ctx context.Context, q *sqlcgen.Queries, workerID id.ID, a *app.Adjusted) error {
	if err := q.DeleteVaultRow(ctx, sqlcgen.DeleteVaultRowParams{WorkerID: workerID, Kind: string(vault.Adjustment(a.ID))}); err != nil {
		return err
	}
	if err := q.EndAdjustmentShares(ctx, sqlcgen.EndAdjustmentSharesParams{At: &a.At, AdjustmentID: a.ID, Keep: []string{}}); err != nil {
		return err
	}
	return q.WithdrawAdjustment(ctx, sqlcgen.WithdrawAdjustmentParams{At: &a.At, ID: a.ID})
}

// Adjustments implements app.RecordKeeping.
func (s *Store) Adjustments(ctx context.Context, workerID id.ID, sharedWith string) ([]app.Adjustment, error) {
	q := s.read()
	rows, err := q.AdjustmentsOf(ctx, sqlcgen.AdjustmentsOfParams{WorkerID: workerID, Employers: s.codesNow(sharedWith)})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	keys, err := s.unwrap(ctx, q, []id.ID{workerID})
	if err != nil {
		return nil, err
	}
	out := make([]app.Adjustment, len(rows))
	for i, r := range rows {
		out[i] = app.Adjustment{ID: r.ID, RecordedAt: r.RecordedAt.UTC(), WithdrawnAt: utc(r.WithdrawnAt), SharedWith: r.SharedWith}
		if sharedWith != "" {
			// Whom else the worker asks is no employer's business.
			out[i].SharedWith = []string{sharedWith}
		}
		if out[i].Text, err = openText(keys, workerID, vault.Adjustment(r.ID), r.Version, r.Sealed); err != nil {
			return nil, err
		}
	}
	return out, nil
}
