package bus

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/ThreeDotsLabs/watermill"
	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/inbox"
)

// Handler handles one event. It may run more than once for one event. An error means: again later, unless it is
// Permanent. ev is a value of the catalogue, e.g. passports.BookingClearedV1. The context ends after 8 s, and not when
// the service is asked to stop.
type Handler func(ctx context.Context, env events.Envelope, ev events.Event) error

// Router runs saga handlers on Watermill's router.
type Router struct {
	conn   *Conn
	dead   deadLetters
	log    *slog.Logger
	timing timing
	wm     *message.Router
	subs   []Subscription
	// running is closed once all handlers are subscribed; Watermill's own one never is for a router without handlers.
	running chan struct{}
	once    sync.Once
}

// timing is apart so that tests need not wait for minutes.
type timing struct {
	// handler bounds both tries of one delivery together.
	handler time.Duration
	// quick is the pause between the first and the second try.
	quick time.Duration
	// delays are the waits between deliveries.
	delays []time.Duration
}

var production = timing{handler: 8 * time.Second, quick: 50 * time.Millisecond, delays: delays}

// NewRouter makes a router. dead takes what cannot be handled.
func NewRouter(c *Conn, dead *inbox.DeadLetters, log *slog.Logger) (*Router, error) {
	if dead == nil {
		return nil, errNoDeadLetters
	}
	return newRouter(c, dead, log, production)
}

func newRouter(c *Conn, dead deadLetters, log *slog.Logger, t timing) (*Router, error) {
	if log == nil {
		log = c.logger()
	}
	// Watermill tells every handler that it starts and stops at Info; here that is detail.
	quiet := watermill.NewSlogLoggerWithLevelMapping(log, map[slog.Level]slog.Level{slog.LevelInfo: slog.LevelDebug})
	wm, err := message.NewRouter(message.RouterConfig{CloseTimeout: t.handler + time.Second}, quiet)
	if err != nil {
		return nil, fmt.Errorf("make router: %w", err)
	}
	return &Router{conn: c, dead: dead, log: log, timing: t, wm: wm, running: make(chan struct{})}, nil
}

// Handle routes the events of a subscription by event name. An event without a handler is acknowledged and counted.
// It is called before Run, once for each subscription.
func (r *Router) Handle(s Subscription, handlers map[string]Handler) {
	r.subs = append(r.subs, s)
	sub := NewSubscriber(r.conn, SubscriberConfig{
		Bind: func(ctx context.Context, _ string) (jetstream.Consumer, error) {
			return bind(ctx, r.conn.JS, s)
		},
		Parallel:     s.parallel(),
		Delays:       r.timing.delays,
		CloseTimeout: r.timing.handler + time.Second,
	})
	d := dispatcher{durable: s.Durable(), handlers: handlers, meter: newMeter(s.Durable()), log: r.log}
	q := quarantine{durable: s.Durable(), letters: r.dead, log: r.log}
	r.wm.AddConsumerHandler(s.Durable(), s.stream()+"/"+s.Durable(), sub, d.handle).
		AddMiddleware(middlewares(d.meter, q, r.timing)...)
}

// Run handles messages until ctx ends, then lets handlers in flight finish. It fails at once when a durable is missing
// or reads something else than declared.
func (r *Router) Run(ctx context.Context) error {
	if err := awaitBound(ctx, r.conn, r.subs...); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	if len(r.subs) == 0 { // Watermill would wait for a first handler, deaf to ctx.
		r.ready()
		<-ctx.Done()
		return nil
	}
	go func() {
		select {
		case <-r.wm.Running():
			r.ready()
		case <-ctx.Done():
		}
	}()
	err := r.wm.Run(ctx)
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil // It was stopped while it subscribed.
	}
	return err
}

func (r *Router) ready() { r.once.Do(func() { close(r.running) }) }

// Running is closed once all handlers are subscribed.
func (r *Router) Running() <-chan struct{} { return r.running }

// dispatcher is the innermost function: bytes to event, event to handler.
type dispatcher struct {
	durable  string
	handlers map[string]Handler
	meter    meter
	log      *slog.Logger
}

func (d dispatcher) handle(msg *message.Message) error {
	ctx := msg.Context()
	r, ok := receiptFrom(ctx)
	if !ok {
		return Permanent(errors.New("the message does not come from this package's subscriber"))
	}
	env, ev, err := read(r.msg.Subject(), msg.Payload)
	if errors.Is(err, events.ErrUnknownType) {
		d.skip(ctx, env)
		return nil
	}
	if err != nil {
		return err
	}
	h, ok := d.handlers[env.Type]
	if !ok {
		d.skip(ctx, env)
		return nil
	}
	ctx, span := span(ctx, d.durable, env)
	defer span.End()
	if err := h(ctx, env, ev); err != nil {
		span.RecordError(err)
		return fmt.Errorf("handle %s: %w", env.Type, err)
	}
	d.meter.count(ctx, env.Type, handled)
	return nil
}

func (d dispatcher) skip(ctx context.Context, env events.Envelope) {
	d.meter.count(ctx, env.Type, unknown)
	d.log.Debug("nobody listens to this event", "durable", d.durable, "event", env.Type)
}
