package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/outbox"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// PolicyRepo implements app.Policies.
type PolicyRepo struct{ base }

var _ app.Policies = (*PolicyRepo)(nil)

// Of implements app.Policies.
func (r *PolicyRepo) Of(ctx context.Context, employer string, k policy.Kind) (json.RawMessage, int64, error) {
	for _, code := range r.line(employer) {
		body, version, err := policyIn(ctx, r.q, code, k)
		if err != nil {
			return nil, 0, err
		}
		if version == 0 {
			continue
		}
		if code != r.heirs.Heirs().Of(employer, r.tell.Now()) {
			version = 0 // The word of one that it followed: its own first version is still to come.
		}
		return body, version, nil
	}
	return nil, 0, nil
}

func policyIn(ctx context.Context, q *sqlcgen.Queries, employer string, k policy.Kind) (json.RawMessage, int64, error) {
	row, err := q.GetPolicy(ctx, sqlcgen.GetPolicyParams{Employer: employer, Kind: string(k)})
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, fmt.Errorf("read a policy: %w", err)
	}
	return row.Body, row.Version, nil
}

// Put implements app.Policies.
func (r *PolicyRepo) Put(ctx context.Context, p app.StoredPolicy) error {
	by := app.CallerOf(ctx)
	return r.inTx(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		before, _, err := policyIn(ctx, q, p.Employer, p.Kind)
		if err != nil {
			return err
		}
		n, err := savePolicy(ctx, q, p)
		if err != nil {
			return fmt.Errorf("save a policy: %w", err)
		}
		if n == 0 {
			return app.ErrRaced
		}
		told, err := r.tell.Policy(before, p, by)
		if err != nil {
			return err
		}
		return tx.Record(ctx, change(told, by))
	})
}

func savePolicy(ctx context.Context, q *sqlcgen.Queries, p app.StoredPolicy) (int64, error) {
	if p.Version == 1 {
		return q.InsertPolicy(ctx, sqlcgen.InsertPolicyParams{Employer: p.Employer, Kind: string(p.Kind), Body: p.Body, ChangedAt: p.ChangedAt})
	}
	return q.SavePolicy(ctx, sqlcgen.SavePolicyParams{Employer: p.Employer, Kind: string(p.Kind), Body: p.Body, ChangedAt: p.ChangedAt, Version: p.Version})
}
