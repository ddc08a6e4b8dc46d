package pg

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// tx is a transaction that saves round trips: its begin, and what Later has put off, travel with the next statement
// whose result somebody waits for, the last of them with the commit.
type tx struct {
	conn   *pgx.Conn
	queue  []queued
	opened bool // something has been sent
	over   bool
}

// queued is a statement whose result nobody reads.
type queued struct {
	*pgx.QueuedQuery
	by Deferred
}

func newTx(conn *pgx.Conn) *tx {
	t := &tx{conn: conn}
	t.put(Deferred{}, "begin")
	return t
}

func (t *tx) put(by Deferred, sql string, args ...any) {
	t.queue = append(t.queue, queued{&pgx.QueuedQuery{SQL: sql, Arguments: args}, by})
}

// send sends the queue, and after it the statements of more. The results of the queue have been read when it returns;
// after an error those of more give that error too.
func (t *tx) send(ctx context.Context, more ...*pgx.QueuedQuery) (pgx.BatchResults, error) {
	if t.over {
		return nil, pgx.ErrTxClosed
	}
	queue := t.queue
	t.queue, t.opened = nil, true
	b := &pgx.Batch{}
	for _, q := range queue {
		b.QueuedQueries = append(b.QueuedQueries, q.QueuedQuery)
	}
	b.QueuedQueries = append(b.QueuedQueries, more...)
	res := t.conn.SendBatch(ctx, b)
	for _, q := range queue {
		tag, err := res.Exec()
		if err = q.by.judge(tag, err); err != nil {
			_ = res.Close() // the first error says why
			return nil, err
		}
	}
	return res, nil
}

func (t *tx) flush(ctx context.Context) error {
	if len(t.queue) == 0 {
		return nil
	}
	res, err := t.send(ctx)
	if err != nil {
		return err
	}
	return res.Close()
}

// Exec implements pgx.Tx.
func (t *tx) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	if len(t.queue) == 0 && !t.over {
		return t.conn.Exec(ctx, sql, args...)
	}
	res, err := t.send(ctx, &pgx.QueuedQuery{SQL: sql, Arguments: args})
	if err != nil {
		return pgconn.CommandTag{}, err
	}
	tag, err := res.Exec()
	return tag, errors.Join(err, closed(res, err))
}

// closed is the error of closing, unless it only repeats err.
func closed(res pgx.BatchResults, err error) error {
	if c := res.Close(); err == nil {
		return c
	}
	return nil
}

// Query implements pgx.Tx.
func (t *tx) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	if len(t.queue) == 0 && !t.over {
		return t.conn.Query(ctx, sql, args...)
	}
	res, err := t.send(ctx, &pgx.QueuedQuery{SQL: sql, Arguments: args})
	if err != nil {
		return failedRows{err}, err
	}
	rows, err := res.Query()
	if err != nil {
		_ = res.Close()
		return failedRows{err}, err
	}
	return &lastRows{Rows: rows, res: res}, nil
}

// QueryRow implements pgx.Tx.
func (t *tx) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	rows, err := t.Query(ctx, sql, args...)
	return oneRow{rows, err}
}

// SendBatch implements pgx.Tx.
func (t *tx) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	if len(t.queue) == 0 && !t.over {
		return t.conn.SendBatch(ctx, b)
	}
	res, err := t.send(ctx, b.QueuedQueries...)
	if err != nil {
		return failedBatch{err}
	}
	return res
}

// CopyFrom implements pgx.Tx.
func (t *tx) CopyFrom(ctx context.Context, table pgx.Identifier, columns []string, rows pgx.CopyFromSource) (int64, error) {
	if err := t.flush(ctx); err != nil {
		return 0, err
	}
	return t.conn.CopyFrom(ctx, table, columns, rows)
}

// Prepare implements pgx.Tx.
func (t *tx) Prepare(ctx context.Context, name, sql string) (*pgconn.StatementDescription, error) {
	if err := t.flush(ctx); err != nil {
		return nil, err
	}
	return t.conn.Prepare(ctx, name, sql)
}

// Begin is refused: a transaction within the transaction is used nowhere, and would need savepoints of its own.
func (t *tx) Begin(context.Context) (pgx.Tx, error) {
	return nil, errors.New("a transaction of pg.InTx has none within it")
}

// LargeObjects implements pgx.Tx.
func (t *tx) LargeObjects() pgx.LargeObjects { return pgx.LargeObjects{} }

// Conn implements pgx.Tx.
func (t *tx) Conn() *pgx.Conn { return t.conn }

// Commit implements pgx.Tx. It sends what was put off together with the commit; when any of it fails nothing is
// committed, since Postgres skips what follows an error.
func (t *tx) Commit(ctx context.Context) error {
	if !t.opened && len(t.queue) == 1 {
		t.over = true // nothing but the begin, which was never sent
		return nil
	}
	// A count of rows is judged before it can be committed.
	if slices.ContainsFunc(t.queue, func(q queued) bool { return q.by.rows != nil }) {
		if err := t.flush(ctx); err != nil {
			return err
		}
	}
	res, err := t.send(ctx, &pgx.QueuedQuery{SQL: "commit"})
	if err != nil {
		return err
	}
	tag, err := res.Exec()
	err = errors.Join(err, closed(res, err))
	switch {
	case err != nil:
		return fmt.Errorf("commit: %w", err)
	case tag.String() == "ROLLBACK":
		t.over = true
		return fmt.Errorf("commit: %w", pgx.ErrTxCommitRollback)
	}
	t.over = true
	return nil
}

// Rollback implements pgx.Tx. The pool closes a connection whose transaction could not be ended.
func (t *tx) Rollback(ctx context.Context) error {
	if t.over {
		return pgx.ErrTxClosed
	}
	t.over = true
	if c := t.conn.PgConn(); c.IsClosed() || c.TxStatus() == 'I' {
		return nil
	}
	_, err := t.conn.Exec(ctx, "rollback")
	return err
}

// lastRows ends the round trip that its statement was the last of.
type lastRows struct {
	pgx.Rows
	res pgx.BatchResults
	err error
}

// Next implements pgx.Rows.
func (r *lastRows) Next() bool {
	if r.Rows.Next() {
		return true
	}
	r.Close()
	return false
}

// Close implements pgx.Rows.
func (r *lastRows) Close() {
	r.Rows.Close()
	r.err = closed(r.res, r.Rows.Err())
}

// Err implements pgx.Rows.
func (r *lastRows) Err() error {
	if err := r.Rows.Err(); err != nil {
		return err
	}
	return r.err
}

// oneRow is the first of some rows.
type oneRow struct {
	rows pgx.Rows
	err  error
}

// Scan implements pgx.Row.
func (r oneRow) Scan(into ...any) error {
	if r.err != nil {
		return r.err
	}
	defer r.rows.Close()
	if !r.rows.Next() {
		if err := r.rows.Err(); err != nil {
			return err
		}
		return pgx.ErrNoRows
	}
	if err := r.rows.Scan(into...); err != nil {
		return err
	}
	r.rows.Close()
	return r.rows.Err()
}
