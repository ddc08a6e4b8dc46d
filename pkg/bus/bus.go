// Package bus carries Muster's events over NATS JetStream: Watermill's Publisher and Subscriber, a Router for saga
// handlers, a batch consumer for projections and the declaration of streams and consumers. Services bind to what the
// deploy job has made; they make nothing themselves.
package bus

import (
	"context"
	"log/slog"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/inbox"
	"github.com/muster-ics/muster/pkg/outbox"
)

// Config says how to reach the broker.
type Config struct {
	// URL is nats://…; empty together with nats.InProcessServer among Options.
	URL string
	// Name shows in the broker's connection list.
	Name    string
	Options []nats.Option
	Log     *slog.Logger
	// OnClosed is called when the connection is closed for good; the process should end.
	OnClosed func(error)
}

// Conn is one connection with its JetStream context.
type Conn struct {
	NC *nats.Conn
	JS jetstream.JetStream
}

// Connect connects, and goes on trying in the background when the broker is not there yet.
func Connect(ctx context.Context, cfg Config) (*Conn, error) { panic("being written") }

// Close drains and waits until the connection is closed.
func (c *Conn) Close(ctx context.Context) error { panic("being written") }

// StreamName is the stream of a producing service: MUSTER_SHIFTS for shifts.
func StreamName(service string) string { panic("being written") }

// Subscription declares one durable consumer: which service reads which stream for what.
type Subscription struct {
	// Consumer is the reading service, Producer the writing one. The durable's name is <consumer>-<producer>[-<lane>].
	Consumer, Producer, Lane string
	// Events are the event names to deliver, e.g. muster.passports.booking.cleared.v1; at least one.
	Events []string
	// Batch says that a BatchConsumer reads it, else the Router.
	Batch bool
}

// Durable is the consumer's name.
func (s Subscription) Durable() string { panic("being written") }

// StreamConfig gives the settings of a service's stream, each with its reason.
func StreamConfig(service string, replicas int) jetstream.StreamConfig { panic("being written") }

// ConsumerConfig gives the settings of a durable, each with its reason.
func ConsumerConfig(s Subscription) jetstream.ConsumerConfig { panic("being written") }

// Apply makes or updates streams and consumers. Only the deploy job and tests call it.
func Apply(ctx context.Context, js jetstream.JetStream, replicas int, services []string, subs []Subscription) error {
	panic("being written")
}

// EventPublisher publishes envelopes for the outbox. It implements outbox.Publisher.
type EventPublisher struct{}

// NewEventPublisher publishes to the stream of service.
func NewEventPublisher(c *Conn, service string) *EventPublisher { panic("being written") }

var _ = outbox.Ack{}

// Handler handles one event. It may run more than once for one event. An error means: again later, unless it is
// Permanent. ev is a value of the catalogue, e.g. passports.BookingClearedV1.
type Handler func(ctx context.Context, env events.Envelope, ev events.Event) error

// Permanent marks an error that another try cannot mend: the message goes to the dead letters at once.
func Permanent(err error) error { panic("being written") }

// Router runs saga handlers on Watermill's router.
type Router struct{}

// NewRouter makes a router. dead takes what cannot be handled.
func NewRouter(c *Conn, dead *inbox.DeadLetters, log *slog.Logger) (*Router, error) {
	panic("being written")
}

// Handle routes the events of a subscription by event name. An event without a handler is acknowledged and counted.
func (r *Router) Handle(s Subscription, handlers map[string]Handler) { panic("being written") }

// Run handles messages until ctx ends, then lets handlers in flight finish.
func (r *Router) Run(ctx context.Context) error { panic("being written") }

// Running is closed once all handlers are subscribed.
func (r *Router) Running() <-chan struct{} { panic("being written") }

// Delivery is one event of a batch.
type Delivery struct {
	Env      events.Envelope
	Event    events.Event
	Sequence uint64
}

// BatchHandler applies a batch in one transaction. On an error the batch is retried one by one.
type BatchHandler func(ctx context.Context, batch []Delivery) error

// BatchConsumer drains what is there, up to 64 messages, with no wait for more.
type BatchConsumer struct{}

// NewBatchConsumer binds to the durable of s.
func NewBatchConsumer(c *Conn, s Subscription, dead *inbox.DeadLetters, log *slog.Logger, h BatchHandler) *BatchConsumer {
	panic("being written")
}

// Run handles batches until ctx ends.
func (b *BatchConsumer) Run(ctx context.Context) error { panic("being written") }

// ReadAll reads a stream from its first message to the one that was last when it was called, in batches, for rebuilds.
// progress, when set, is told sequence and last.
func ReadAll(ctx context.Context, c *Conn, service string, fn func(batch []Delivery) error, progress func(done, last uint64)) error {
	panic("being written")
}

// Follow delivers new messages on the NATS subjects, as they come, until ctx ends: for `muster events` and SSE.
func Follow(ctx context.Context, c *Conn, subject string, fn func(events.Envelope)) error {
	panic("being written")
}
