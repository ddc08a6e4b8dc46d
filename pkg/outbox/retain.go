package outbox

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/outbox/internal/sqlcgen"
)

const retainEvery = time.Hour

// retainLoop deletes sent rows older than Keep and idempotency keys whose day is over, at the start and then hourly.
func (o *Outbox) retainLoop(ctx context.Context) {
	tick := time.NewTicker(retainEvery)
	defer tick.Stop()
	for {
		if err := o.retain(ctx); err != nil && ctx.Err() == nil {
			o.log.WarnContext(ctx, "old rows could not be deleted; tried again in an hour", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (o *Outbox) retain(ctx context.Context) error {
	q := sqlcgen.New(o.pool)
	err := inChunks(ctx, func() (int64, error) {
		return q.DeleteSent(ctx, sqlcgen.DeleteSentParams{OlderThan: o.opt.Keep, MaxRows: chunk})
	})
	if err != nil {
		return err
	}
	return inChunks(ctx, func() (int64, error) { return q.DeleteExpiredIdempotency(ctx, chunk) })
}

// inChunks repeats a delete until it finds less than a full chunk.
func inChunks(ctx context.Context, del func() (int64, error)) error {
	for ctx.Err() == nil {
		n, err := del()
		if err != nil || n < chunk {
			return err
		}
	}
	return ctx.Err()
}
