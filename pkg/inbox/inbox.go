// Package inbox makes the effect of an event happen once, and keeps the messages that nobody could read.
package inbox

import (
	"context"
	"embed"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/inbox/internal/sqlcgen"
	"github.com/muster-ics/muster/pkg/pg"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations makes inbox and inbox_dead.
var Migrations = pg.Migrations{Name: "inbox", FS: migrations}

// Once records, in the transaction of the effect, that consumer has handled eventID. It is false when it already had,
// and then the caller changes nothing. A twin still in its transaction makes it wait for that one's end.
func Once(ctx context.Context, tx pgx.Tx, consumer, eventID string) (first bool, err error) {
	event, err := uuid.Parse(eventID)
	if err != nil {
		return false, fmt.Errorf("id of the event: %w", err)
	}
	n, err := sqlcgen.New(tx).Once(ctx, sqlcgen.OnceParams{Consumer: consumer, EventID: event})
	if err != nil {
		return false, fmt.Errorf("write the inbox: %w", err)
	}
	return n == 1, nil
}

// Keep is how long inbox rows must stay: longer than the 35 days in which an outbox can publish an event again.
const Keep = 40 * 24 * time.Hour

const (
	chunk      = 5000
	trimsEvery = time.Hour
)

// Trim deletes rows older than Keep, at once and then hourly, until ctx ends. A service runs it beside its consumers.
func Trim(ctx context.Context, pool *pgxpool.Pool) error {
	tick := time.NewTicker(trimsEvery)
	defer tick.Stop()
	for {
		n, err := sqlcgen.New(pool).DeleteApplied(ctx, sqlcgen.DeleteAppliedParams{OlderThan: Keep, MaxRows: chunk})
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return fmt.Errorf("delete old inbox rows: %w", err)
		}
		if n == chunk {
			continue
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
