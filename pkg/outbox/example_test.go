package outbox_test

import (
	"context"
	"log/slog"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/outbox"
)

// A repository changes its aggregate and records what happened in one transaction. Run relays beside it.
func Example() {
	var (
		ctx  context.Context
		pool *pgxpool.Pool
		conn *bus.Conn
		env  events.Envelope
	)
	o := outbox.New(pool, bus.StreamName("shifts"), bus.NewEventPublisher(conn, "shifts"), outbox.Options{Log: slog.Default()})
	go func() { _ = o.Run(ctx) }()

	_ = o.InTx(ctx, func(tx *outbox.Tx) error {
		if _, err := tx.Exec(ctx, "update shifts set status = 'withdrawn', version = version + 1 where id = $1", env.AggregateID); err != nil {
			return err
		}
		return tx.Record(ctx, outbox.Change{Event: env, Trail: outbox.Trail{
			Actor: "e-1", OnBehalfOf: "RVV", Action: "shift.withdraw", Before: []byte("open"), After: []byte("withdrawn"),
		}})
	})
}
