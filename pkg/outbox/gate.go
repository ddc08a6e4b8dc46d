package outbox

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/outbox/internal/sqlcgen"
)

// gate says whether this replica may publish. It is closed until the stream has been compared with our books, because
// what is published into a stream that has gone back hides the gap: the sequences fill up again.
type gate struct {
	mu    sync.Mutex
	state gateState
	// conflict is the lowest sequence that two rows claim; 0 is none.
	conflict int64
}

type gateState struct {
	// running says that Run is there to compare and to mark.
	running, open bool
	// generation and epoch are those of relay_state when the gate was opened.
	generation int64
	epoch      time.Time
}

func (g *gate) look() gateState {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.state
}

func (g *gate) set(s gateState) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.state = s
}

func (g *gate) shut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.state.open = false
}

func (g *gate) shutForConflict(seq int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.state.open = false
	if g.conflict == 0 || seq < g.conflict {
		g.conflict = seq
	}
}

func (g *gate) conflictSeq() int64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.conflict
}

func (g *gate) unlockFor(generation int64, epoch time.Time, repaired int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.state.open, g.state.generation, g.state.epoch = true, generation, epoch
	if g.conflict == repaired {
		g.conflict = 0
	}
}

// shutGate stops publishing and has the relay compare again at once.
func (o *Outbox) shutGate() {
	o.gate.shut()
	o.poke()
}

func (o *Outbox) poke() {
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

// Ready is nil once the publish gate is open.
func (o *Outbox) Ready(context.Context) error {
	at := o.gate.look()
	if !at.running {
		return errors.New("the relay is not running")
	}
	if !at.open {
		return fmt.Errorf("the relay has not compared %s with the outbox yet", o.stream)
	}
	return nil
}

// openGate compares the stream with our books, repairs, and opens. While it holds the marking lock no replica can mark
// a row, so a mark and a repair never cross.
func (o *Outbox) openGate(ctx context.Context) error {
	conn, err := o.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	return locked(ctx, conn, o.lockKey("mark"), func() error {
		// The stream is asked under the lock: marks made after the question could otherwise look like a stream gone back.
		ask, cancel := context.WithTimeout(ctx, 2*time.Second)
		defer cancel()
		stream, err := o.pub.Stream(ask)
		if err != nil {
			return fmt.Errorf("ask %s for its state: %w", o.stream, err)
		}
		conflict := o.gate.conflictSeq()
		generation, err := o.compare(ctx, sqlcgen.New(conn), stream, conflict)
		if err != nil {
			return err
		}
		o.gate.unlockFor(generation, epochOf(stream), conflict)
		return nil
	})
}

// epochOf is the time of the stream's making, to the microsecond that Postgres keeps.
func epochOf(s StreamState) time.Time { return s.Created.UTC().Truncate(time.Microsecond) }

// rollbackMargin is how many sequences below the first one known to be lost are sent again too. The stream may have gone
// further back and been filled up since, by events whose acknowledgements are not marked yet or never will be. Sending
// twice is harmless, and the duplicate window mostly prevents it.
//
// One hole remains: a stream that went back unseen, was filled beyond our books by a process that died before its marks,
// and is not swept until the duplicate window is over. Only reading the whole stream finds that.
const rollbackMargin = 1000

// compare finds out what the stream lost, makes those rows unsent and gives the generation that marks must carry.
func (o *Outbox) compare(ctx context.Context, q *sqlcgen.Queries, stream StreamState, conflict int64) (int64, error) {
	known, err := q.RelayState(ctx, o.stream)
	isNew := errors.Is(err, pgx.ErrNoRows)
	if err != nil && !isNew {
		return 0, fmt.Errorf("read relay_state: %w", err)
	}
	highest, err := q.HighestSent(ctx)
	if err != nil {
		return 0, fmt.Errorf("read the highest sequence: %w", err)
	}
	last := int64(stream.LastSeq)
	from, why := int64(0), ""
	switch {
	case isNew && highest == 0:
		why = "first_start"
	case isNew, !known.StreamEpoch.Equal(epochOf(stream)):
		why = "stream_new"
	case last < max(known.LastSeq, highest):
		from, why = last+1-rollbackMargin, "stream_behind"
	case conflict > 0:
		from, why = conflict-rollbackMargin, "sequence_reused"
	default:
		return known.Generation, nil
	}
	if conflict > 0 {
		from = min(from, conflict-rollbackMargin)
	}
	return known.Generation + 1, o.repair(ctx, q, stream, known.Generation+1, from, why)
}

// repair makes the rows from a sequence on unsent; the sweep sends them, oldest first, with the same event ids.
// relay_state comes last, so that a repair cut short is begun again.
func (o *Outbox) repair(ctx context.Context, q *sqlcgen.Queries, stream StreamState, generation, from int64, why string) error {
	var rows int64
	for more := why != "first_start"; more; {
		n, err := q.UnsendFrom(ctx, sqlcgen.UnsendFromParams{FromSeq: from, MaxRows: chunk})
		if err != nil {
			return fmt.Errorf("make lost events unsent: %w", err)
		}
		rows += n
		more = n == chunk
	}
	err := q.SetRelayState(ctx, sqlcgen.SetRelayStateParams{
		Stream: o.stream, StreamEpoch: epochOf(stream), LastSeq: int64(stream.LastSeq), Generation: generation,
	})
	if err != nil {
		return fmt.Errorf("write relay_state: %w", err)
	}
	if why == "first_start" {
		return nil
	}
	o.metrics.repaired(ctx, why)
	o.log.WarnContext(ctx, "the stream lost events; they go out again", "why", why, "from_seq", from, "events", rows)
	said := sha256.Sum256(fmt.Appendf(nil, "%s %d %d", why, from, rows))
	return q.AuditRepair(ctx, sqlcgen.AuditRepairParams{Stream: o.stream, Generation: generation, Reason: why, AfterHash: said[:]})
}

// locked runs fn under a session's advisory lock. A connection whose lock cannot be given back is closed, which gives it
// back too.
func locked(ctx context.Context, conn *pgxpool.Conn, key int64, fn func() error) error {
	q := sqlcgen.New(conn)
	if err := q.Lock(ctx, key); err != nil {
		return fmt.Errorf("wait for the relay's lock: %w", err)
	}
	defer unlock(ctx, conn, key)
	return fn()
}

func unlock(ctx context.Context, conn *pgxpool.Conn, key int64) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	if err := sqlcgen.New(conn).Unlock(ctx, key); err != nil {
		_ = conn.Conn().Close(ctx)
	}
}
