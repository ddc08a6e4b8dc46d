package outbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/outbox/internal/sqlcgen"
)

// ackWithin is how long the sweep waits for the stream's word on a batch; the publisher's own time-out is shorter.
const ackWithin = 10 * time.Second

// sweep publishes what direct publishing left behind: rows unsent for longer than SweepAge by the database's clock. One
// replica at a time does it.
func (o *Outbox) sweep(ctx context.Context) error {
	conn, err := o.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	q := sqlcgen.New(conn)
	oldest, err := q.OldestUnsent(ctx)
	if err != nil {
		return fmt.Errorf("look for unsent events: %w", err)
	}
	o.metrics.oldestUnsent(oldest)
	if oldest < o.opt.SweepAge.Seconds() {
		return nil
	}
	mine, err := q.TryLock(ctx, o.lockKey("sweep"))
	if err != nil || !mine {
		return err
	}
	defer unlock(ctx, conn, o.lockKey("sweep"))
	for o.gate.look().open && ctx.Err() == nil {
		sent, more, err := o.sweepOnce(ctx, conn, q)
		if err != nil || sent == 0 || !more {
			return err
		}
	}
	return nil
}

// sweepOnce publishes one batch, waits for the stream's word and marks what it took.
func (o *Outbox) sweepOnce(ctx context.Context, conn *pgxpool.Conn, q *sqlcgen.Queries) (sent int64, more bool, err error) {
	rows, err := q.Unsent(ctx, sqlcgen.UnsentParams{OlderThan: o.opt.SweepAge, MaxRows: batch})
	if err != nil {
		return 0, false, fmt.Errorf("read unsent events: %w", err)
	}
	sent, err = o.mark(ctx, conn, o.republish(ctx, rows))
	if errors.Is(err, errRepairFirst) {
		return 0, false, nil // the gate is shut and the relay repairs next
	}
	return sent, len(rows) == batch, err
}

func (o *Outbox) republish(ctx context.Context, rows []sqlcgen.UnsentRow) []mark {
	at := o.gate.look()
	answers := make(chan mark, len(rows))
	waiting := 0
	for _, r := range rows {
		env, err := events.Decode(r.Body)
		if err != nil {
			o.log.ErrorContext(ctx, "an outbox row cannot be read; it stays unsent", "id", r.EventID, "error", err)
			continue
		}
		if !o.inFlight.take(env.ID) {
			continue
		}
		waiting++
		o.pub.Publish(context.WithoutCancel(ctx), env, r.Body, o.answerTo(answers, env.ID, r.EventID, at.generation))
	}
	return gather(ctx, answers, waiting)
}

// answerTo passes the stream's word on; sequence 0 stands for no.
func (o *Outbox) answerTo(answers chan<- mark, taken string, row uuid.UUID, generation int64) func(Ack, error) {
	return func(a Ack, err error) {
		o.inFlight.release(taken)
		m := mark{id: row, generation: generation}
		if err == nil {
			o.metrics.sentAgain(context.Background())
			m.seq = int64(a.Sequence)
		}
		answers <- m
	}
}

func gather(ctx context.Context, answers <-chan mark, waiting int) []mark {
	ctx, cancel := context.WithTimeout(ctx, ackWithin)
	defer cancel()
	var got []mark
	for ; waiting > 0; waiting-- {
		select {
		case <-ctx.Done():
			return got
		case m := <-answers:
			if m.seq > 0 {
				got = append(got, m)
			}
		}
	}
	return got
}
