package pg_test

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/pg"
)

func ExampleAt() {
	url, err := pg.At("postgres://postgres:secret@db:5432/postgres?sslmode=verify-full", "muster_shifts", "other", "muster_shifts")
	fmt.Println(url, err)
	// Output: postgres://muster_shifts:other@db:5432/muster_shifts?sslmode=verify-full <nil>
}

// A transaction that lost a race runs again as a whole, reads included, so it has no effect outside the database.
func ExampleInTx() {
	ctx := context.Background()
	pool, err := pg.Open(ctx, pg.Config{URL: "postgres://muster_shifts@db/muster_shifts", MaxConns: 8})
	if err != nil {
		return
	}
	err = pg.InTx(ctx, pool, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, "update places set taken = taken + 1 where id = 1")
		return err
	})
	if pg.IsCheck(err, "not_too_many") {
		fmt.Println("full")
	}
}
