package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/store/sqlcgen"
)

// Twin implements app.Twin.
type Twin struct{ pool *pgxpool.Pool }

// NewTwin makes the repository over the service's pool.
func NewTwin(pool *pgxpool.Pool) *Twin { return &Twin{pool: pool} }

var _ app.Twin = (*Twin)(nil)

// Live implements app.Twin.
func (t *Twin) Live(ctx context.Context) (rows []app.Heard, err error) {
	err = reading(ctx, t.pool, func(q *sqlcgen.Queries) error {
		rows = nil
		return each(ctx, q, func(h app.Heard) { rows = append(rows, h) })
	})
	return rows, err
}

// Keep implements app.Twin.
func (t *Twin) Keep(ctx context.Context, rows []app.Heard, spans []app.Span) error {
	facts := make([]sqlcgen.CopyRebuiltFactsParams, len(rows))
	newest := map[string]time.Time{}
	for i, h := range rows {
		if h.At.After(newest[h.Producer]) {
			newest[h.Producer] = h.At
		}
		facts[i] = rebuilt(h)
	}
	return pg.InTx(ctx, t.pool, func(tx pgx.Tx) error {
		q := sqlcgen.New(tx)
		for _, clear := range []func(context.Context) error{q.ClearRebuiltFacts, q.ClearRebuiltPositions} {
			if err := clear(ctx); err != nil {
				return err
			}
		}
		if _, err := q.CopyRebuiltFacts(ctx, facts); err != nil {
			return err
		}
		for _, s := range spans {
			p := sqlcgen.SetRebuiltPositionParams{Producer: s.Producer, FirstSeq: s.First, StreamSeq: s.Last}
			if at, ok := newest[s.Producer]; ok {
				p.NewestEventAt = &at
			}
			if err := q.SetRebuiltPosition(ctx, p); err != nil {
				return err
			}
		}
		return nil
	})
}

func rebuilt(h app.Heard) sqlcgen.CopyRebuiltFactsParams {
	at := h.Fact.State.Place()
	p := sqlcgen.CopyRebuiltFactsParams{
		Kind: string(h.Fact.Kind), ID: h.Fact.ID, Version: h.Fact.Version, Producer: h.Producer, Employer: at.Employer,
		StaffGroup: at.StaffGroup, Body: h.Fact.Body(), StreamSeq: h.Sequence,
	}
	if !at.StartsAt.IsZero() {
		p.StartsAt = &at.StartsAt
	}
	return p
}

// Swap implements app.Twin.
func (t *Twin) Swap(ctx context.Context) error {
	return pg.InTx(ctx, t.pool, func(tx pgx.Tx) error {
		q := sqlcgen.New(tx)
		for _, step := range []func(context.Context) error{q.LockProjection, q.DropReplacedFacts, q.TakeRebuiltFacts, q.BeginEpoch} {
			if err := step(ctx); err != nil {
				return err
			}
		}
		return nil
	})
}
