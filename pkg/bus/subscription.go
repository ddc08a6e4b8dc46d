package bus

import (
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/muster-ics/muster/events"
)

// Subscription declares one durable consumer: which service reads which stream for what.
type Subscription struct {
	// Consumer is the reading service, Producer the writing one. The durable's name is <consumer>-<producer>[-<lane>].
	Consumer, Producer, Lane string
	// Events are the event names to deliver, e.g. muster.passports.booking.cleared.v1; at least one.
	Events []string
	// Batch says that a BatchConsumer reads it, else the Router. With more than one event it asks for the whole stream and
	// leaves out what it does not want to hear: of several filters the broker goes through all subjects of a block for each
	// message of a backlog (nats-server, filestore.go, firstMatchingMulti), which holds any reader to some 2,400 events a
	// second.
	Batch bool
	// Most is how many messages a batch has at most; 0 means 64. More pays for a reader that writes its whole batch with few
	// statements and is done with it in much less than 8 s.
	Most int
	// Parallel is how many messages (Router) or batches (BatchConsumer) one process handles at a time. 0 means 4 for
	// the Router, whose handlers wait for a commit most of their time, and 1 for a BatchConsumer, which at more than 3
	// reaches what the broker leaves outstanding.
	Parallel int
}

const (
	// maxBatch is the most messages of one transaction that are not said otherwise: beyond it the commit is no longer the
	// cost.
	maxBatch = 64
	// ackWait is how long the broker waits for word of a message. It is more than three times handlerTimeout, and the
	// heartbeat renews it, so that only a dead process gives its messages up.
	ackWait = 30 * time.Second
	// maxAckPending bounds the messages that one durable has out, over all replicas: in handlers and waiting for another
	// try; a durable of large batches has room for four of them. How many are in handlers is bounded by Parallel; this
	// bound must be far above it, since a message that waits ten minutes for its next try counts, and a low bound would let
	// four of those stop all the others.
	maxAckPending = 256
	// streamHeaders is room for headers beside the largest envelope.
	streamHeaders = 4 << 10
	gib           = 1 << 30
)

// StreamName is the stream of a producing service: MUSTER_SHIFTS for shifts.
func StreamName(service string) string { return streamPrefix + strings.ToUpper(service) }

const streamPrefix = "MUSTER_"

// Durable is the consumer's name.
func (s Subscription) Durable() string {
	name := s.Consumer + "-" + s.Producer
	if s.Lane != "" {
		name += "-" + s.Lane
	}
	return name
}

func (s Subscription) stream() string { return StreamName(s.Producer) }

func (s Subscription) parallel() int {
	switch {
	case s.Parallel > 0:
		return s.Parallel
	case s.Batch:
		return 1
	default:
		return 4
	}
}

func (s Subscription) most() int {
	if s.Most > 0 {
		return s.Most
	}
	return maxBatch
}

// chooses says that the reader leaves out what it does not hear, and not the broker.
func (s Subscription) chooses() bool { return s.Batch && len(s.Events) > 1 }

// filters are the subjects of the events: name, then ICS, employer and id.
func (s Subscription) filters() []string {
	out := make([]string, len(s.Events))
	for i, e := range s.Events {
		out[i] = e + ".>"
	}
	return out
}

// Size says how often and how much each stream keeps.
type Size struct {
	// Replicas are the copies of each stream: 1 on one server, 3 in a cluster.
	Replicas int
	// Bytes is the most that one copy of one stream holds; 0 is 1 GiB on one server and 16 GiB in a cluster. An event has
	// about 1 kB. The server sets this much aside for each of four streams.
	Bytes int64
}

func (s Size) bytes() int64 {
	switch {
	case s.Bytes > 0:
		return s.Bytes
	case s.Replicas < 2: // One server is a laptop or a small site.
		return 1 * gib
	}
	return 16 * gib
}

// StreamConfig gives the settings of a service's stream, each with its reason.
func StreamConfig(service string, size Size) jetstream.StreamConfig {
	return jetstream.StreamConfig{
		Name:        StreamName(service),
		Description: "events of the " + service + " service; refilled from its outbox when lost",
		Subjects:    []string{"muster." + service + ".>"},
		// 3 servers in a cluster; 1 where one process holds all.
		Replicas: size.Replicas,
		// Memory would lose what a restart needs, and the outbox would have to refill it every time.
		Storage: jetstream.FileStorage,
		// Interest and work-queue streams lose messages around consumer changes (nats-server#7440, #7773).
		Retention: jetstream.LimitsPolicy,
		// As long as the outbox keeps its rows: beyond that nobody could refill it.
		MaxAge: 35 * 24 * time.Hour,
		// Without a bound one stream fills the volume, and a full volume stops JetStream on the whole server.
		MaxBytes: size.bytes(),
		// A full stream refuses, the outbox row stays unsent and an alarm goes off; discarding old would eat history.
		Discard: jetstream.DiscardNew,
		// An envelope of the greatest size, and its headers.
		MaxMsgSize: int32(events.MaxSize + streamHeaders),
		// Spares the readers most repeats of an outbox that republishes. The guarantee is theirs, not this window.
		Duplicates: 15 * time.Minute,
		// History is append-only; nobody's credentials can rewrite it.
		DenyDelete: true,
		DenyPurge:  true,
		// A rollup header would purge a subject, so it follows from the above.
		AllowRollup: false,
		// Direct reads come from followers and may be stale.
		AllowDirect: false,
		// The disk compresses and encrypts; the stream's own compression has lost data (nats-server#8312).
		Compression: jetstream.NoCompression,
	}
}

// ConsumerConfig gives the settings of a durable, each with its reason.
func ConsumerConfig(s Subscription) jetstream.ConsumerConfig {
	cfg := jetstream.ConsumerConfig{
		Name: s.Durable(),
		// A consumer that is only named vanishes after five idle seconds and then replays everything.
		Durable:     s.Durable(),
		Description: s.Consumer + " reads " + s.Producer,
		// A reader that comes later reads all there is.
		DeliverPolicy: jetstream.DeliverAllPolicy,
		// Each message is acknowledged for itself, after the commit of its effect.
		AckPolicy:    jetstream.AckExplicitPolicy,
		AckWait:      ackWait,
		ReplayPolicy: jetstream.ReplayInstantPolicy,
		// A bound is silent loss: beyond it the message is skipped with an advisory only. We count tries ourselves and
		// end in the dead letters. There is no BackOff either: it would replace AckWait and not apply to a nak.
		MaxDeliver:    -1,
		MaxAckPending: max(maxAckPending, 4*s.most()),
	}
	switch f := s.filters(); {
	case s.chooses():
	case len(f) == 1:
		cfg.FilterSubject = f[0]
	default:
		cfg.FilterSubjects = f
	}
	return cfg
}
