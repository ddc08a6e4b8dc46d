// Package outbox writes events in the transaction of the change they tell of, publishes them directly after commit and
// repairs whatever the broker lost. Postgres is the record; the stream can be rebuilt from here.
//
// Direct publishing promises no order: every event carries its aggregate's version and state, and readers keep the newest.
package outbox

import (
	"context"
	"embed"
	"hash/fnv"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/pg"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations makes outbox, relay_state, audit, idempotency and the need_trail() trigger function. A service applies
// them before its own.
var Migrations = pg.Migrations{Name: "outbox", FS: migrations}

// Ack is the stream's word that it has an event.
type Ack struct {
	// Sequence is 0 when whoever took the event is not the stream; the row then stays unsent.
	Sequence  uint64
	Duplicate bool
}

// StreamState is what the relay compares with its own books after each connect.
type StreamState struct {
	Created time.Time
	LastSeq uint64
}

// Publisher sends encoded envelopes. *bus.EventPublisher is the real one.
type Publisher interface {
	// Publish sends and returns at once. done is called exactly once, perhaps from another goroutine.
	Publish(ctx context.Context, env events.Envelope, body []byte, done func(Ack, error))
	// Stream tells the state of the service's own stream.
	Stream(ctx context.Context) (StreamState, error)
	// Reconnected signals each time the connection came back.
	Reconnected() <-chan struct{}
}

// Options tune the relay; the zero value is right for production.
type Options struct {
	// SweepEvery is how often unsent rows are looked for (1 s); SweepAge is how old they must be (2 s).
	SweepEvery, SweepAge time.Duration
	// Keep is how long sent rows are kept (35 days).
	Keep time.Duration
	// Committed, when set, is told each event right after the commit of its change and before it goes to the publisher,
	// on the goroutine of the change: for what this process keeps in memory. It must not wait.
	Committed func(events.Envelope)
	Log       *slog.Logger
}

const (
	// queue is how many events may wait for the stream's word; what comes on top is left to the sweep.
	queue = 4096
	// batch is how many rows the sweep publishes before it waits.
	batch = 1000
	// chunk is how many rows one statement of repair or retention touches, to stay inside the statement timeout.
	chunk = 5000
)

func (o Options) withDefaults() Options {
	if o.SweepEvery <= 0 {
		o.SweepEvery = time.Second
	}
	if o.SweepAge <= 0 {
		o.SweepAge = 2 * time.Second
	}
	if o.Keep <= 0 {
		o.Keep = 35 * 24 * time.Hour
	}
	if o.Committed == nil {
		o.Committed = func(events.Envelope) {}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// Outbox is one service's outbox and relay.
type Outbox struct {
	pool   *pgxpool.Pool
	stream string
	pub    Publisher
	opt    Options
	log    *slog.Logger

	gate     gate
	inFlight inFlight
	marks    chan mark
	wake     chan struct{} // the gate wants to be opened again
	metrics  metrics
}

// New makes an outbox over the service's pool. stream is the name of the service's own stream, for relay_state.
func New(pool *pgxpool.Pool, stream string, pub Publisher, opt Options) *Outbox {
	opt = opt.withDefaults()
	return &Outbox{
		pool: pool, stream: stream, pub: pub, opt: opt, log: opt.Log.With("stream", stream),
		inFlight: inFlight{ids: make(map[string]struct{})},
		marks:    make(chan mark, queue),
		wake:     make(chan struct{}, 1),
		metrics:  newMetrics(stream),
	}
}

// lockKey names one of the relay's advisory locks. They are per database, so other services do not share them.
func (o *Outbox) lockKey(what string) int64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte("outbox/" + o.stream + "/" + what))
	return int64(h.Sum64())
}
