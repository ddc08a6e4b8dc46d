package bus

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/outbox"
)

// EventPublisher publishes envelopes for the outbox. It implements outbox.Publisher.
type EventPublisher struct {
	conn   *Conn
	js     jetstream.JetStream
	stream string
	again  <-chan struct{}
	// broken is why nothing can be published at all; nil in life.
	broken error

	mu sync.Mutex
	// flying are the messages that the stream has not answered yet.
	flying map[*nats.Msg]func(outbox.Ack, error)
}

var _ outbox.Publisher = (*EventPublisher)(nil)

const (
	// maxFlying bounds what is sent and not answered. More would only wait in memory instead of in the outbox.
	maxFlying = 4096
	// publishTimeout is after how long without an answer an event is left to the sweep.
	publishTimeout = 5 * time.Second
)

// ErrStalled says that too many events wait for the stream's answer; the row stays for the sweep.
var ErrStalled = errors.New("too many events wait for the stream's answer")

// NewEventPublisher publishes to the stream of service.
func NewEventPublisher(c *Conn, service string) *EventPublisher {
	p := &EventPublisher{conn: c, stream: StreamName(service), again: c.reconnects(), flying: map[*nats.Msg]func(outbox.Ack, error){}}
	// It has a JetStream context of its own, since the answers come to handlers that belong to the context.
	p.js, p.broken = jetstream.New(c.NC,
		jetstream.WithDefaultTimeout(requestTimeout),
		jetstream.WithPublishAsyncTimeout(publishTimeout),
		jetstream.WithPublishAsyncMaxPending(2*maxFlying), // Never reached: Publish must not wait, which this would do.
		jetstream.WithPublishAsyncAckHandler(func(_ jetstream.JetStream, m *nats.Msg, a *jetstream.PubAck) {
			p.land(m, outbox.Ack{Sequence: a.Sequence, Duplicate: a.Duplicate}, nil)
		}),
		jetstream.WithPublishAsyncErrHandler(func(_ jetstream.JetStream, m *nats.Msg, err error) {
			// The library holds its lock here, and done may well publish again.
			go p.land(m, outbox.Ack{}, fmt.Errorf("publish on %s: %w", m.Subject, err))
		}))
	return p
}

// Publish sends and returns at once. done is called exactly once, perhaps from another goroutine and perhaps before
// Publish returns: with the stream's answer, or with the error that leaves the event to the sweep. done must not block.
func (p *EventPublisher) Publish(_ context.Context, env events.Envelope, body []byte, done func(outbox.Ack, error)) {
	msg := nats.NewMsg(env.NATSSubject())
	msg.Data = body
	msg.Header.Set(jetstream.MsgIDHeader, env.ID)
	// A subject that another stream has taken over must not swallow the event.
	msg.Header.Set(jetstream.ExpectedStreamHeader, p.stream)
	msg.Header.Set("content-type", "application/cloudevents+json")
	if err := p.launch(msg, done); err != nil {
		done(outbox.Ack{}, err)
		return
	}
	if _, err := p.js.PublishMsgAsync(msg); err != nil {
		p.land(msg, outbox.Ack{}, fmt.Errorf("publish on %s: %w", msg.Subject, err))
	}
}

func (p *EventPublisher) launch(msg *nats.Msg, done func(outbox.Ack, error)) error {
	if p.broken != nil {
		return p.broken
	}
	if !p.conn.NC.IsConnected() {
		return nats.ErrDisconnected
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.flying) >= maxFlying {
		return ErrStalled
	}
	p.flying[msg] = done
	return nil
}

// land calls done, unless somebody was faster.
func (p *EventPublisher) land(msg *nats.Msg, ack outbox.Ack, err error) {
	p.mu.Lock()
	done, ok := p.flying[msg]
	delete(p.flying, msg)
	p.mu.Unlock()
	if ok {
		done(ack, err)
	}
}

// Stream tells the state of the service's own stream.
func (p *EventPublisher) Stream(ctx context.Context) (outbox.StreamState, error) {
	if p.broken != nil {
		return outbox.StreamState{}, p.broken
	}
	s, err := p.js.Stream(ctx, p.stream)
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		return outbox.StreamState{}, fmt.Errorf("%w: stream %s is missing; run `muster streams`", ErrNotDeclared, p.stream)
	}
	if err != nil {
		return outbox.StreamState{}, fmt.Errorf("look up stream %s: %w", p.stream, err)
	}
	info := s.CachedInfo()
	return outbox.StreamState{Created: info.Created.UTC(), LastSeq: info.State.LastSeq}, nil
}

// Reconnected holds a token after each time the connection came back, also for the first time when the broker was not
// there at the start. Tokens do not pile up.
func (p *EventPublisher) Reconnected() <-chan struct{} { return p.again }
