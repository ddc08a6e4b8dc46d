package pg

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// tries is how often InTx runs a transaction that lost a race before it gives the error to the caller.
const tries = 5

// InTx runs fn in a transaction and commits. On 40001 and 40P01 the whole of fn runs again, up to five times with
// jitter, so fn must have no effect outside the transaction. Nothing is sent before fn's first statement.
func InTx(ctx context.Context, pool *pgxpool.Pool, fn func(pgx.Tx) error) error {
	for try := 1; ; try++ {
		err := once(ctx, pool, fn)
		if err == nil || !lostRace(err) || try == tries {
			return err
		}
		if err := pause(ctx, try); err != nil {
			return err
		}
	}
}

func once(ctx context.Context, pool *pgxpool.Pool, fn func(pgx.Tx) error) error {
	conn, err := pool.Acquire(ctx)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer conn.Release()
	return InTxOn(ctx, conn, fn)
}

// InTxOn runs fn in a transaction of a connection that the caller holds, once.
func InTxOn(ctx context.Context, conn *pgxpool.Conn, fn func(pgx.Tx) error) error {
	tx := newTx(conn.Conn())
	// The rollback has a context of its own, since a cancelled one would cost the connection instead.
	defer func() {
		back, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		_ = tx.Rollback(back)
	}()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit(ctx)
}

// pause waits 0 to 10 ms after the first try and up to 80 ms after the fourth, so that the same two writers do not meet again.
func pause(ctx context.Context, try int) error {
	t := time.NewTimer(rand.N(10 * time.Millisecond << (try - 1)))
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
