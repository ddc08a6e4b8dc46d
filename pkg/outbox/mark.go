package outbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/outbox/internal/sqlcgen"
	"github.com/muster-ics/muster/pkg/pg"
)

// mark is one acknowledgement: which event, where in the stream, and in which generation it was published.
type mark struct {
	id         uuid.UUID
	seq        int64
	generation int64
}

const (
	markEvery  = 100 * time.Millisecond
	markAtOnce = 500
)

// markLoop collects acknowledgements for some 100 ms and marks their rows in one statement, since the commit is the cost
// and not the row. What it cannot mark stays unsent and is published again.
func (o *Outbox) markLoop(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case first := <-o.marks:
			o.markNow(ctx, o.collect(first))
		}
	}
}

func (o *Outbox) collect(first mark) []mark {
	got := []mark{first}
	wait := time.NewTimer(markEvery)
	defer wait.Stop()
	for len(got) < markAtOnce {
		select {
		case m := <-o.marks:
			got = append(got, m)
		case <-wait.C:
			return got
		}
	}
	return got
}

// waiting is what is there to be marked now.
func (o *Outbox) waiting(first mark) []mark {
	got := []mark{first}
	for len(got) < markAtOnce {
		select {
		case m := <-o.marks:
			got = append(got, m)
		default:
			return got
		}
	}
	return got
}

// markRest marks what has been acknowledged and not yet marked, when the relay stops.
func (o *Outbox) markRest(ctx context.Context) {
	for {
		select {
		case first := <-o.marks:
			o.markNow(ctx, o.waiting(first))
		default:
			return
		}
	}
}

func (o *Outbox) markNow(ctx context.Context, marks []mark) {
	// A stop in mid-statement would leave rows to be published twice for nothing.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	conn, err := o.pool.Acquire(ctx)
	if err == nil {
		defer conn.Release()
		_, err = o.mark(ctx, conn, marks)
	}
	if err != nil {
		o.log.WarnContext(ctx, "published events could not be marked; the sweep publishes them again", "events", len(marks), "error", err)
	}
}

// errRepairFirst says that the acknowledgements belong to a stream that has gone since, so they prove nothing.
var errRepairFirst = errors.New("the stream is to be compared with the outbox first")

// mark marks rows as sent, unless a repair has happened since they were published or a sequence is taken by another
// row, which means that the stream went back: then the gate shuts and nothing is marked. It gives the number of rows.
func (o *Outbox) mark(ctx context.Context, conn *pgxpool.Conn, marks []mark) (int64, error) {
	at := o.gate.look()
	ids, seqs, highest := o.current(marks, at.generation)
	if len(ids) == 0 {
		return 0, nil
	}
	if reused := reusedWithin(ids, seqs); reused > 0 {
		o.gate.shutForConflict(reused)
		o.poke()
		return 0, errRepairFirst
	}
	var n int64
	err := pg.InTxOn(ctx, conn, func(tx pgx.Tx) error {
		q := sqlcgen.New(tx)
		// A mark that a crash of the server takes back is an event that is published once more.
		if err := pg.Unsynced(ctx, tx); err != nil {
			return err
		}
		if err := sqlcgen.New(pg.Later(tx, nil)).LockSharedInTx(ctx, o.lockKey("mark")); err != nil {
			return err
		}
		here, err := q.RaiseLastSeq(ctx, sqlcgen.RaiseLastSeqParams{Stream: o.stream, Generation: at.generation, LastSeq: highest})
		if err != nil {
			return err
		}
		if here == 0 {
			o.shutGate()
			return errRepairFirst
		}
		conflict, err := q.LowestConflict(ctx, sqlcgen.LowestConflictParams{Ids: ids, Seqs: seqs})
		if err != nil {
			return err
		}
		if conflict > 0 {
			o.gate.shutForConflict(conflict)
			o.poke()
			return errRepairFirst
		}
		n, err = q.MarkSent(ctx, sqlcgen.MarkSentParams{StreamEpoch: at.epoch, Ids: ids, Seqs: seqs})
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("mark %d events: %w", len(ids), err)
	}
	return n, nil
}

// current drops what was published before the last repair.
func (o *Outbox) current(marks []mark, generation int64) (ids []uuid.UUID, seqs []int64, highest int64) {
	for _, m := range marks {
		if m.generation != generation {
			continue
		}
		ids, seqs, highest = append(ids, m.id), append(seqs, m.seq), max(highest, m.seq)
	}
	return ids, seqs, highest
}

// reusedWithin gives a sequence that two different events of one batch were acknowledged with, or 0.
func reusedWithin(ids []uuid.UUID, seqs []int64) int64 {
	seen := make(map[int64]uuid.UUID, len(seqs))
	for i, s := range seqs {
		if other, there := seen[s]; there && other != ids[i] {
			return s
		}
		seen[s] = ids[i]
	}
	return 0
}
