// Package outbox writes events in the transaction of the change they tell of, publishes them directly after commit and
// repairs whatever the broker lost. Postgres is the record; the stream can be rebuilt from here.
package outbox

import (
	"context"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/pg"
)

// Migrations makes outbox, relay_state, audit, idempotency and the need_trail() trigger function. A service applies
// them before its own.
var Migrations pg.Migrations

// Ack is the stream's word that it has an event.
type Ack struct {
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

// Trail is the audit row of one change: who, for whom, what, why, from which request.
type Trail struct {
	// Actor is the opaque id of the person or "system:<what>". OnBehalfOf is an ODS code or empty.
	Actor, OnBehalfOf string
	// Action is the verb, e.g. booking.hold. Reason is a code or empty, never free text about a person.
	Action, Reason string
	RequestID      string
	// Before and After are canonical encodings of the aggregate; only their SHA-256 is kept. Before is nil on creation.
	Before, After []byte
}

// Change is one new version of one aggregate: its event and its audit row. They are written together or not at all.
type Change struct {
	Event events.Envelope
	Trail Trail
}

// Tx is a transaction that remembers the events recorded in it.
type Tx struct {
	pgx.Tx
	recorded []events.Envelope
}

// Record writes the outbox row and the audit row of each change. A second event for one aggregate version is refused
// by the table: (40001), since it means that two writers raced.
func (t *Tx) Record(ctx context.Context, changes ...Change) error { panic("being written") }

// Outbox is one service's outbox and relay.
type Outbox struct{}

// Options tune the relay; the zero value is right for production.
type Options struct {
	// SweepEvery is how often unsent rows are looked for (1 s); SweepAge is how old they must be (2 s).
	SweepEvery, SweepAge time.Duration
	// Keep is how long sent rows are kept (35 days).
	Keep time.Duration
	Log  *slog.Logger
}

// New makes an outbox over the service's pool. stream is the name of the service's own stream, for relay_state.
func New(pool *pgxpool.Pool, stream string, pub Publisher, opt Options) *Outbox {
	panic("being written")
}

// InTx runs fn in a transaction (with pg.InTx's retries), commits, and then offers what fn recorded to the publisher.
// A failure to publish is not an error: the row is there and the sweep sends it.
func (o *Outbox) InTx(ctx context.Context, fn func(*Tx) error) error { panic("being written") }

// Offer publishes events whose outbox rows a single statement has just committed by itself (the claim).
func (o *Outbox) Offer(ctx context.Context, envs ...events.Envelope) { panic("being written") }

// Run opens the publish gate, marks rows in batches on PubAck, sweeps, repairs gaps and deletes old rows until ctx ends.
func (o *Outbox) Run(ctx context.Context) error { panic("being written") }

// Ready is nil once the publish gate is open.
func (o *Outbox) Ready(ctx context.Context) error { panic("being written") }
