package inbox_test

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/inbox"
	"github.com/muster-ics/muster/pkg/pg"
)

// An effect without a natural key of its own is made once for each consumer and event.
func ExampleOnce() {
	var (
		ctx     context.Context
		pool    *pgxpool.Pool
		eventID string
	)
	_ = pg.InTx(ctx, pool, func(tx pgx.Tx) error {
		first, err := inbox.Once(ctx, tx, "shifts-passports", eventID)
		if err != nil || !first {
			return err
		}
		_, err = tx.Exec(ctx, "insert into reminders (event_id) values ($1)", eventID)
		return err
	})
}
