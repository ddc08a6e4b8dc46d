package store

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/store/sqlcgen"
)

// page is how many rows are read at a time when all are read.
const page = 10_000

func toFact(kind, id string, version int64, body []byte) (fact.Fact, error) {
	return fact.Rehydrate(fact.Key{Kind: fact.Kind(kind), ID: id}, version, body)
}

// toFacts reads rows of one query.
func toFacts[R any](rows []R, read func(R) (fact.Fact, error)) ([]fact.Fact, error) {
	out := make([]fact.Fact, len(rows))
	for i, r := range rows {
		var err error
		if out[i], err = read(r); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// reading runs fn in one snapshot, so that rows and progress belong together.
func reading(ctx context.Context, pool *pgxpool.Pool, fn func(*sqlcgen.Queries) error) error {
	opt := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	return pgx.BeginTxFunc(ctx, pool, opt, func(tx pgx.Tx) error { return fn(sqlcgen.New(tx)) })
}
