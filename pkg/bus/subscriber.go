package bus

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/nats-io/nats.go/jetstream"
)

// SubscriberConfig says what a Subscriber reads and how.
type SubscriberConfig struct {
	// Bind finds the durable of a Watermill topic and checks it. It is called at Subscribe, whose error it becomes, and
	// again whenever the pull is lost.
	Bind func(ctx context.Context, topic string) (jetstream.Consumer, error)
	// Parallel is how many messages of one topic are with handlers at a time; at least 1. Each has a pull of its own for
	// a single message, so that none waits in a buffer while its time runs.
	Parallel int
	// Delays are the waits before a refused message comes again, by the number of tries; the default when empty.
	Delays []time.Duration
	// CloseTimeout is how long Close and a cancelled context wait for messages that are being handled.
	CloseTimeout time.Duration
}

// Subscriber is Watermill's Subscriber over durable pull consumers. It makes none. A message is acknowledged, and the
// acknowledgement awaited, after Ack; it comes again after a delay after Nack; meanwhile the broker gets heartbeats.
type Subscriber struct {
	conn *Conn
	cfg  SubscriberConfig

	mu      sync.Mutex
	closed  bool
	closing chan struct{}
	topics  sync.WaitGroup
}

// NewSubscriber makes a Subscriber. Closing it leaves the connection open.
func NewSubscriber(c *Conn, cfg SubscriberConfig) *Subscriber {
	cfg.Parallel = max(cfg.Parallel, 1)
	if len(cfg.Delays) == 0 {
		cfg.Delays = delays
	}
	return &Subscriber{conn: c, cfg: cfg, closing: make(chan struct{})}
}

var errSubscriberClosed = errors.New("subscriber is closed")

// Subscribe delivers the messages of a topic until ctx ends or the Subscriber is closed; then the channel is closed. It
// fails when the durable is not there.
func (s *Subscriber) Subscribe(ctx context.Context, topic string) (<-chan *message.Message, error) {
	bind := func(ctx context.Context) (jetstream.Consumer, error) {
		ctx, cancel := context.WithTimeout(ctx, requestTimeout)
		defer cancel()
		return s.cfg.Bind(ctx, topic)
	}
	cons, err := bind(ctx)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, errSubscriberClosed
	}
	ctx, cancel := context.WithCancel(ctx)
	t := &topicReader{cfg: s.cfg, log: s.conn.logger().With("topic", topic), ctx: ctx, out: make(chan *message.Message), wait: cons.CachedInfo().Config.AckWait}
	s.topics.Go(func() {
		defer cancel()
		defer close(t.out)
		var lanes sync.WaitGroup
		for range s.cfg.Parallel {
			lanes.Go(lane{conn: s.conn, bind: bind, max: 1, handle: t.handle, log: t.log}.runner(ctx))
		}
		lanes.Wait()
	})
	go func() {
		select {
		case <-s.closing:
			cancel()
		case <-ctx.Done():
		}
	}()
	return t.out, nil
}

// Close stops pulling, waits for messages in handlers, and closes the channels.
func (s *Subscriber) Close() error {
	s.mu.Lock()
	if !s.closed {
		s.closed = true
		close(s.closing)
	}
	s.mu.Unlock()
	s.topics.Wait()
	return nil
}

// topicReader is one Subscribe call.
type topicReader struct {
	cfg  SubscriberConfig
	log  *slog.Logger
	ctx  context.Context // ends when reading is to stop
	out  chan *message.Message
	wait time.Duration // the durable's ack wait
}

// handle gives one message to the reader and waits for its verdict.
func (t *topicReader) handle(js jetstream.Msg) {
	stop := heartbeat(t.wait, js)
	defer stop()
	r := receiptOf(js)
	ctx, cancel := context.WithCancel(withReceipt(t.ctx, r))
	defer cancel() // Watermill promises that a message's context ends with the message.
	msg := toWatermill(ctx, r)
	if t.ctx.Err() != nil {
		t.nak(js, handBack)
		return
	}
	select {
	case t.out <- msg:
	case <-t.ctx.Done():
		t.nak(js, handBack)
		return
	}
	select {
	case <-msg.Acked():
		t.ack(js)
		return
	case <-msg.Nacked():
		t.nak(js, delayAfter(r.tries, t.cfg.Delays))
		return
	case <-t.ctx.Done():
	}
	t.finish(msg, js, r)
}

// finish waits, while reading stops, for a message that is being handled. One that outlasts CloseTimeout is left to
// the broker, which gives it to somebody else when its time is over.
func (t *topicReader) finish(msg *message.Message, js jetstream.Msg, r receipt) {
	timer := time.NewTimer(t.cfg.CloseTimeout)
	defer timer.Stop()
	select {
	case <-msg.Acked():
		t.ack(js)
	case <-msg.Nacked():
		t.nak(js, delayAfter(r.tries, t.cfg.Delays))
	case <-timer.C:
		t.log.Warn("handler outlasted the shutdown; its message comes again", "subject", js.Subject())
	}
}

// ack waits until the broker has taken the acknowledgement. When that fails the message comes again, which every
// handler bears.
func (t *topicReader) ack(js jetstream.Msg) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.ctx), requestTimeout)
	defer cancel()
	if err := js.DoubleAck(ctx); err != nil {
		t.log.Warn("acknowledgement did not arrive; the message comes again", "subject", js.Subject(), "error", err)
	}
}

func (t *topicReader) nak(js jetstream.Msg, delay time.Duration) {
	if err := js.NakWithDelay(delay); err != nil {
		t.log.Warn("could not hand a message back; it comes again when its time is over", "subject", js.Subject(), "error", err)
	}
}

type receiptKey struct{}

func withReceipt(ctx context.Context, r receipt) context.Context {
	return context.WithValue(ctx, receiptKey{}, r)
}

func receiptFrom(ctx context.Context) (receipt, bool) {
	r, ok := ctx.Value(receiptKey{}).(receipt)
	return r, ok
}

// toWatermill keeps the first value of each header. A header that is repeated is no reason to fail: the body alone
// says what the event is.
func toWatermill(ctx context.Context, r receipt) *message.Message {
	h := r.msg.Headers()
	msg := message.NewMessageWithContext(ctx, h.Get(jetstream.MsgIDHeader), r.msg.Data())
	for k, v := range h {
		if len(v) > 0 {
			msg.Metadata.Set(k, v[0])
		}
	}
	return msg
}
