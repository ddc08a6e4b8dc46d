package bus

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/inbox"
)

// BatchHandler applies a batch in one transaction. On an error the batch is retried one by one. Its context ends after
// 8 s, and not when the service is asked to stop.
type BatchHandler func(ctx context.Context, batch []Delivery) error

// BatchConsumer drains what is there, up to 64 messages or what its subscription says, with no wait for more.
type BatchConsumer struct {
	conn   *Conn
	sub    Subscription
	q      quarantine
	meter  meter
	log    *slog.Logger
	handle BatchHandler
	timing timing
	// hears are the event names to read; nil when the broker chooses.
	hears map[string]bool

	running chan struct{}
}

// NewBatchConsumer binds to the durable of s.
func NewBatchConsumer(c *Conn, s Subscription, dead *inbox.DeadLetters, log *slog.Logger, h BatchHandler) *BatchConsumer {
	if dead == nil { // A nil pointer in an interface would look like dead letters.
		return newBatchConsumer(c, s, nil, log, h, production)
	}
	return newBatchConsumer(c, s, dead, log, h, production)
}

func newBatchConsumer(c *Conn, s Subscription, dead deadLetters, log *slog.Logger, h BatchHandler, t timing) *BatchConsumer {
	if log == nil {
		log = c.logger()
	}
	b := &BatchConsumer{
		conn: c, sub: s, log: log, handle: h, timing: t, meter: newMeter(s.Durable()), running: make(chan struct{}),
		q: quarantine{durable: s.Durable(), letters: dead, log: log},
	}
	if s.chooses() {
		b.hears = make(map[string]bool, len(s.Events))
		for _, e := range s.Events {
			b.hears[e] = true
		}
	}
	return b
}

// Running is closed once the durable is bound.
func (b *BatchConsumer) Running() <-chan struct{} { return b.running }

// Run handles batches until ctx ends; then the batch in hand is finished and what waits behind it is handed back. It
// fails at once when the durable is missing or reads something else than declared. It is called once.
func (b *BatchConsumer) Run(ctx context.Context) error {
	if b.q.letters == nil {
		return errNoDeadLetters
	}
	if err := awaitBound(ctx, b.conn, b.sub); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	close(b.running)
	// One buffer for all workers, so that no message waits behind a busy one while another is free. At most one pull is
	// in it and one batch with each worker, which maxAckPending has room for.
	buffer := make(chan jetstream.Msg, b.sub.most())
	var workers sync.WaitGroup
	for range b.sub.parallel() {
		workers.Go(func() { b.work(ctx, buffer) })
	}
	b.fill(ctx, buffer)
	workers.Wait()
	return nil
}

// fill pulls into the buffer until ctx ends, and then closes it.
func (b *BatchConsumer) fill(ctx context.Context, buffer chan<- jetstream.Msg) {
	defer close(buffer)
	lane{
		conn: b.conn, max: b.sub.most(), log: b.log.With("durable", b.sub.Durable()),
		handle: func(m jetstream.Msg) { buffer <- m },
		bind: func(ctx context.Context) (jetstream.Consumer, error) {
			ctx, cancel := context.WithTimeout(ctx, requestTimeout)
			defer cancel()
			return bind(ctx, b.conn.JS, b.sub)
		},
	}.run(ctx)
}

// work applies what is in the buffer, batch by batch, until the buffer is closed.
func (b *BatchConsumer) work(ctx context.Context, buffer <-chan jetstream.Msg) {
	for first := range buffer {
		batch := drain(buffer, first, b.sub.most())
		if ctx.Err() != nil {
			b.handBack(batch)
			continue
		}
		b.apply(ctx, batch)
	}
}

// drain takes what is there, up to most, and does not wait.
func drain(buffer <-chan jetstream.Msg, first jetstream.Msg, most int) []jetstream.Msg {
	batch := append(make([]jetstream.Msg, 0, len(buffer)+1), first)
	for len(batch) < most {
		select {
		case m, ok := <-buffer:
			if !ok {
				return batch
			}
			batch = append(batch, m)
		default:
			return batch
		}
	}
	return batch
}

func (b *BatchConsumer) handBack(batch []jetstream.Msg) {
	for _, m := range batch {
		b.nak(m, handBack)
	}
}

// item is a message and what was read from it.
type item struct {
	receipt receipt
	Delivery
}

func (b *BatchConsumer) apply(ctx context.Context, msgs []jetstream.Msg) {
	stop := heartbeat(ackWait, msgs...)
	defer stop()
	items := b.decode(ctx, msgs)
	if len(items) == 0 {
		return
	}
	if err := b.try(ctx, items); err == nil {
		b.done(ctx, items)
		return
	} else if len(items) == 1 {
		b.failed(ctx, items[0], err)
		return
	}
	// One of them may be at fault; its neighbours must not sink with it.
	for i, it := range items {
		err := b.try(ctx, []item{it})
		if err == nil {
			b.done(ctx, []item{it})
			continue
		}
		b.failed(ctx, it, err)
		if errors.Is(err, context.DeadlineExceeded) {
			// Whatever does not answer would keep each of the others for its whole time, too. They come again, unjudged.
			b.postpone(ctx, items[i+1:])
			return
		}
	}
}

func (b *BatchConsumer) postpone(ctx context.Context, items []item) {
	for _, it := range items {
		b.meter.count(ctx, it.Env.Type, again)
		b.nak(it.receipt.msg, delayAfter(it.receipt.tries, b.timing.delays))
	}
}

// decode puts aside what cannot be read and acknowledges what nobody knows, or nobody here wants to hear.
func (b *BatchConsumer) decode(ctx context.Context, msgs []jetstream.Msg) []item {
	items := make([]item, 0, len(msgs))
	for _, m := range msgs {
		if b.hears != nil && !b.hears[events.NameIn(m.Subject())] {
			b.ack(m)
			continue
		}
		r := receiptOf(m)
		env, ev, err := read(m.Subject(), m.Data())
		switch {
		case errors.Is(err, events.ErrUnknownType):
			b.meter.count(ctx, env.Type, unknown)
			b.ack(m)
		case err != nil:
			b.failed(ctx, item{receipt: r, Delivery: Delivery{Env: env}}, err)
		default:
			items = append(items, item{receipt: r, Delivery: Delivery{Env: env, Event: ev, Sequence: r.sequence}})
		}
	}
	return items
}

// try runs the handler on a context of its own time; a panic is a failure.
func (b *BatchConsumer) try(ctx context.Context, items []item) (err error) {
	batch := make([]Delivery, len(items))
	for i, it := range items {
		batch[i] = it.Delivery
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), b.timing.handler)
	defer cancel()
	ctx, span := batchSpan(ctx, b.sub.Durable(), batch)
	defer span.End()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("handler panicked: %v\n%s", p, debug.Stack())
		}
		if err != nil {
			span.RecordError(err)
		}
	}()
	return b.handle(ctx, batch)
}

func (b *BatchConsumer) done(ctx context.Context, items []item) {
	for _, it := range items {
		b.meter.count(ctx, it.Env.Type, handled)
		b.ack(it.receipt.msg)
	}
}

// failed puts a message aside when no further try is to be made, else it comes again after a delay.
func (b *BatchConsumer) failed(ctx context.Context, it item, cause error) {
	r := it.receipt
	if b.q.final(r, cause) {
		err := b.q.put(ctx, r, cause)
		if err == nil {
			b.meter.count(ctx, it.Env.Type, deadLetter)
			b.ack(r.msg)
			return
		}
		cause = errors.Join(err, cause)
	}
	b.meter.count(ctx, it.Env.Type, again)
	b.log.Warn("event failed; it comes again", "durable", b.sub.Durable(), "subject", r.msg.Subject(), "sequence", r.sequence, "tries", r.tries, "error", cause)
	b.nak(r.msg, delayAfter(r.tries, b.timing.delays))
}

// ack does not wait for the broker: a lost acknowledgement costs a repeat, which a projection does not notice.
func (b *BatchConsumer) ack(m jetstream.Msg) {
	if err := m.Ack(); err != nil {
		b.log.Warn("acknowledgement was not sent; the message comes again", "subject", m.Subject(), "error", err)
	}
}

func (b *BatchConsumer) nak(m jetstream.Msg, delay time.Duration) {
	if err := m.NakWithDelay(delay); err != nil {
		b.log.Warn("could not hand a message back; it comes again when its time is over", "subject", m.Subject(), "error", err)
	}
}
