package pg

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"
)

// Deferred takes statements whose results nobody needs to see before the commit. They are run in their order, before
// the transaction's next statement, and in the same round trip with it. An error is given by that statement, or by InTx
// when there is none. Whoever puts a statement off is not told its count of rows: see Rows.
type Deferred struct {
	tx     pgx.Tx
	failed func(error) error
	rows   func(int64) error
}

// Later puts statements of a transaction off. failed, when not nil, says what an error of theirs means. A transaction that
// is not one of InTx runs them at once.
func Later(tx pgx.Tx, failed func(error) error) Deferred { return Deferred{tx: tx, failed: failed} }

// Rows has check judge how many rows each statement touched, before anything is committed: an error is as if the statement
// had failed. The commit then has a round trip of its own.
func (d Deferred) Rows(check func(touched int64) error) Deferred {
	d.rows = check
	return d
}

// Unsynced lets the commit of a transaction return before its WAL is on disk. After a crash of the server the last half
// second of such transactions may be gone, whole and as if they had not been: only for what is made good by itself.
func Unsynced(ctx context.Context, tx pgx.Tx) error {
	_, err := Later(tx, nil).Exec(ctx, "set local synchronous_commit = off")
	return err
}

// ReusePlans has a transaction plan each statement once a connection and not for its values: for statements that find
// their rows by key, where the planning would take longer than the rest.
func ReusePlans(ctx context.Context, tx pgx.Tx) error {
	_, err := Later(tx, nil).Exec(ctx, "set local plan_cache_mode = force_generic_plan")
	return err
}

// Exec puts a statement off.
func (d Deferred) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	t, ok := d.tx.(*tx)
	if !ok {
		tag, err := d.tx.Exec(ctx, sql, args...)
		return tag, d.judge(tag, err)
	}
	t.put(d, sql, args...)
	return pgconn.CommandTag{}, nil
}

// judge says what the result of a statement means.
func (d Deferred) judge(tag pgconn.CommandTag, err error) error {
	switch {
	case err == nil && d.rows != nil:
		return d.rows(tag.RowsAffected())
	case err != nil && d.failed != nil:
		return d.failed(err)
	}
	return err
}

// Query does not wait: a result that is read is one that is needed.
func (d Deferred) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	return d.tx.Query(ctx, sql, args...)
}

// QueryRow does not wait either.
func (d Deferred) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	return d.tx.QueryRow(ctx, sql, args...)
}

// CopyFrom does not wait either: its rows are sent as they come.
func (d Deferred) CopyFrom(ctx context.Context, table pgx.Identifier, columns []string, rows pgx.CopyFromSource) (int64, error) {
	return d.tx.CopyFrom(ctx, table, columns, rows)
}

// SendBatch puts all statements of a batch off.
func (d Deferred) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	for _, q := range b.QueuedQueries {
		if _, err := d.Exec(ctx, q.SQL, q.Arguments...); err != nil {
			return failedBatch{err}
		}
	}
	return failedBatch{}
}

// failedBatch gives its error, which may be none, for each statement, and no rows.
type failedBatch struct{ err error }

// Exec implements pgx.BatchResults.
func (b failedBatch) Exec() (pgconn.CommandTag, error) { return pgconn.CommandTag{}, b.err }

// Query implements pgx.BatchResults.
func (b failedBatch) Query() (pgx.Rows, error) { return failedRows(b), b.err }

// QueryRow implements pgx.BatchResults.
func (b failedBatch) QueryRow() pgx.Row { return oneRow{failedRows(b), b.err} }

// Close implements pgx.BatchResults.
func (b failedBatch) Close() error { return b.err }

// Tx implements pgx.BatchResults: the batch has begun none.
func (failedBatch) Tx() pgx.Tx { return nil }

// failedRows are none, and why.
type failedRows struct{ err error }

// Close implements pgx.Rows.
func (failedRows) Close() {}

// Err implements pgx.Rows.
func (r failedRows) Err() error { return r.err }

// CommandTag implements pgx.Rows.
func (failedRows) CommandTag() pgconn.CommandTag { return pgconn.CommandTag{} }

// FieldDescriptions implements pgx.Rows.
func (failedRows) FieldDescriptions() []pgconn.FieldDescription { return nil }

// Next implements pgx.Rows.
func (failedRows) Next() bool { return false }

// Scan implements pgx.Rows.
func (r failedRows) Scan(...any) error { return r.err }

// Values implements pgx.Rows.
func (r failedRows) Values() ([]any, error) { return nil, r.err }

// RawValues implements pgx.Rows.
func (failedRows) RawValues() [][]byte { return nil }

// Conn implements pgx.Rows.
func (failedRows) Conn() *pgx.Conn { return nil }

// TypeMap implements pgx.Rows.
func (failedRows) TypeMap() *pgtype.Map { return nil }
