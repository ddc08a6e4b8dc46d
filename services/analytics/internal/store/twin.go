package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/store/sqlcgen"
)

// Twin implements app.Twin. It holds two connections: one keeps others from making a twin at the same time, and one the
// snapshot of the live rows.
type Twin struct {
	pool *pgxpool.Pool
	lock *pgxpool.Conn
	live pgx.Tx
}

var _ app.Twin = (*Twin)(nil)

// OpenTwin empties the twin that was, takes a snapshot of the live rows, and keeps other rebuilds out until Close.
func OpenTwin(ctx context.Context, pool *pgxpool.Pool) (*Twin, error) {
	t := &Twin{pool: pool}
	if err := t.open(ctx); err != nil {
		t.Close()
		return nil, err
	}
	return t, nil
}

func (t *Twin) open(ctx context.Context) (err error) {
	if t.lock, err = t.pool.Acquire(ctx); err != nil {
		return err
	}
	q := sqlcgen.New(t.lock)
	got, err := q.LockTwin(ctx)
	if err != nil {
		return err
	}
	if !got {
		t.lock.Release()
		t.lock = nil
		return fault.New(fault.Conflict, "rebuild_running", "Another rebuild is running. Let it finish, then try again.")
	}
	if err := q.ClearRebuiltFacts(ctx); err != nil {
		return err
	}
	t.live, err = t.pool.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
	if err != nil {
		return err
	}
	return sqlcgen.New(t.live).BePatient(ctx) // The snapshot is taken by the first statement.
}

// Close implements app.Twin.
func (t *Twin) Close() {
	ctx := context.Background() // Also after the rebuild was called off.
	if t.live != nil {
		_ = t.live.Rollback(ctx) // It has only read.
	}
	if t.lock != nil {
		if err := sqlcgen.New(t.lock).UnlockTwin(ctx); err != nil {
			_ = t.lock.Conn().Close(ctx) // The lock goes with its session.
		}
		t.lock.Release()
	}
}

// Keep implements app.Twin.
func (t *Twin) Keep(ctx context.Context, rows []app.Heard) error {
	p := make([]sqlcgen.KeepRebuiltFactsParams, len(rows))
	for i, h := range rows {
		at := h.Fact.State.Place()
		p[i] = sqlcgen.KeepRebuiltFactsParams{
			Kind: string(h.Fact.Kind), ID: h.Fact.ID, Version: h.Fact.Version, Producer: h.Producer, Employer: at.Employer,
			StaffGroup: at.StaffGroup, Body: string(h.Fact.Body()), StreamSeq: h.Sequence,
		}
		if !at.StartsAt.IsZero() {
			p[i].StartsAt = &at.StartsAt
		}
	}
	return t.patiently(ctx, func(q *sqlcgen.Queries) error { _, err := q.KeepRebuiltFacts(ctx, p); return err })
}

func (t *Twin) patiently(ctx context.Context, do func(*sqlcgen.Queries) error) error {
	return pg.InTx(ctx, t.pool, func(tx pgx.Tx) error {
		q := sqlcgen.New(tx)
		if err := q.BePatient(ctx); err != nil {
			return err
		}
		return do(q)
	})
}

// Finish implements app.Twin.
func (t *Twin) Finish(ctx context.Context, spans []app.Span, newest map[string]time.Time) error {
	return t.patiently(ctx, func(q *sqlcgen.Queries) error {
		if err := q.OrderRebuiltFacts(ctx); err != nil {
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

// Pairs implements app.Twin.
func (t *Twin) Pairs(ctx context.Context, each func(live, rebuilt *app.Row), progress func(done, last uint64)) error {
	q := sqlcgen.New(t.pool)
	var n int64
	err := t.patiently(ctx, func(q *sqlcgen.Queries) (err error) { n, err = q.CountRebuilt(ctx); return err })
	if err != nil {
		return err
	}
	total, done := uint64(n), uint64(0) //nolint:gosec // never negative
	live, rebuilt := rowsOf(ctx, livePage(sqlcgen.New(t.live))), rowsOf(ctx, rebuiltPage(q))
	a, err := live()
	if err != nil {
		return err
	}
	b, err := rebuilt()
	for err == nil && (a != nil || b != nil) {
		order := 0
		switch {
		case a == nil:
			order = 1
		case b == nil:
			order = -1
		default:
			order = a.Compare(b.Key)
		}
		switch {
		case order < 0:
			each(a, nil)
			a, err = live()
			continue
		case order > 0:
			each(nil, b)
		default:
			each(a, b)
			if a, err = live(); err != nil {
				return err
			}
		}
		b, err = rebuilt()
		if done++; done%page == 0 {
			progress(done, total)
		}
	}
	progress(total, total)
	return err
}

// pageOf reads the rows after a key.
type pageOf func(ctx context.Context, after fact.Key) ([]app.Row, error)

func livePage(q *sqlcgen.Queries) pageOf {
	return func(ctx context.Context, after fact.Key) ([]app.Row, error) {
		rows, err := q.FactsPage(ctx, sqlcgen.FactsPageParams{AfterKind: string(after.Kind), AfterID: after.ID, Size: page})
		out := make([]app.Row, len(rows))
		for i, r := range rows {
			out[i] = row(r)
		}
		return out, err
	}
}

func rebuiltPage(q *sqlcgen.Queries) pageOf {
	return func(ctx context.Context, after fact.Key) ([]app.Row, error) {
		rows, err := q.RebuiltPage(ctx, sqlcgen.RebuiltPageParams{AfterKind: string(after.Kind), AfterID: after.ID, Size: page})
		out := make([]app.Row, len(rows))
		for i, r := range rows {
			out[i] = row(sqlcgen.FactsPageRow{Kind: r.Kind, ID: r.ID, Version: r.Version, Producer: r.Producer, Body: []byte(r.Body), StreamSeq: r.StreamSeq})
		}
		return out, err
	}
}

func row(r sqlcgen.FactsPageRow) app.Row {
	return app.Row{
		Key: fact.Key{Kind: fact.Kind(r.Kind), ID: r.ID}, Producer: r.Producer, Version: r.Version, Sequence: r.StreamSeq, Body: r.Body,
	}
}

// rowsOf gives row after row, nil after the last.
func rowsOf(ctx context.Context, read pageOf) func() (*app.Row, error) {
	var rows []app.Row
	var after fact.Key
	last := false
	return func() (*app.Row, error) {
		if len(rows) == 0 {
			if last {
				return nil, nil
			}
			var err error
			if rows, err = read(ctx, after); err != nil {
				return nil, err
			}
			last = len(rows) < page
			if len(rows) == 0 {
				return nil, nil
			}
			after = rows[len(rows)-1].Key
		}
		r := rows[0]
		rows = rows[1:]
		return &r, nil
	}
}

// Swap puts the rows of the last whole twin in the place of the live ones, but for live rows from later in the streams, and
// begins a new epoch.
func Swap(ctx context.Context, pool *pgxpool.Pool) error {
	return pg.InTx(ctx, pool, func(tx pgx.Tx) error {
		q := sqlcgen.New(tx)
		whole, err := q.RebuiltPositions(ctx)
		if err != nil {
			return err
		}
		if whole == 0 {
			return fault.New(fault.Conflict, "rebuild_missing", "There is no finished rebuild to put in place. Run one first.")
		}
		for _, step := range []func(context.Context) error{q.BePatient, q.LockProjection, q.DropReplacedFacts, q.TakeRebuiltFacts, q.BeginEpoch} {
			if err := step(ctx); err != nil {
				return err
			}
		}
		return nil
	})
}
