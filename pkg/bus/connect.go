package bus

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Config says how to reach the broker.
type Config struct {
	// URL is nats://…; empty together with nats.InProcessServer among Options.
	URL string
	// Name shows in the broker's connection list and in the inbox prefix that permissions are granted on.
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

	log    *slog.Logger
	closed chan struct{}

	mu sync.Mutex
	// ending says that Close was called, so that the end of the connection is no surprise.
	ending bool
	// listeners are told of each new connection, without blocking: one token that waits is as good as ten.
	listeners []chan struct{}
}

// Connect connects, and goes on trying in the background when the broker is not there yet. It fails on a configuration
// that can never work.
func Connect(_ context.Context, cfg Config) (*Conn, error) {
	c := &Conn{log: cfg.Log, closed: make(chan struct{})}
	if c.log == nil {
		c.log = slog.New(slog.DiscardHandler)
	}
	nc, err := nats.Connect(cfg.URL, append(c.defaults(cfg), append(cfg.Options, c.handlers(cfg))...)...)
	if err != nil {
		return nil, fmt.Errorf("connect to the broker at %q: %w", cfg.URL, err)
	}
	js, err := jetstream.New(nc, jetstream.WithDefaultTimeout(requestTimeout))
	if err != nil {
		nc.Close()
		return nil, fmt.Errorf("open JetStream: %w", err)
	}
	c.NC, c.JS = nc, js
	return c, nil
}

// requestTimeout bounds one question to the broker.
const requestTimeout = 5 * time.Second

// defaults stand before the caller's options, which may override them.
func (c *Conn) defaults(cfg Config) []nats.Option {
	opts := []nats.Option{
		nats.Name(cfg.Name),
		// The library gives up after 60 tries and then stays closed for ever (nats.go#1729).
		nats.MaxReconnects(-1),
		// Services and broker start in any order.
		nats.RetryOnFailedConnect(true),
		nats.ReconnectWait(250 * time.Millisecond),
		// Keeps a fleet from coming back in one instant.
		nats.ReconnectJitter(100*time.Millisecond, 500*time.Millisecond),
		// A half-open connection is noticed within 30 s, the time after which deliveries return to others anyway.
		nats.PingInterval(10 * time.Second),
		nats.MaxPingsOutstanding(2),
		// Nothing is buffered while away: the outbox decides what is sent after a reconnect, behind its gate.
		nats.ReconnectBufSize(-1),
		nats.DrainTimeout(5 * time.Second),
	}
	if cfg.Name != "" && !strings.ContainsAny(cfg.Name, " .*>\t\r\n") {
		// Replies come on a prefix of the service's own, so that an account can allow that and no other.
		opts = append(opts, nats.CustomInboxPrefix("_INBOX."+cfg.Name))
	}
	return opts
}

// handlers wraps whatever handlers the caller's options set, and stands last.
func (c *Conn) handlers(cfg Config) nats.Option {
	return func(o *nats.Options) error {
		o.ConnectedCB = then(o.ConnectedCB, func(*nats.Conn) { c.announce() })
		o.ReconnectedCB = then(o.ReconnectedCB, func(nc *nats.Conn) {
			c.log.Info("broker connected again", "url", nc.ConnectedUrlRedacted())
			c.announce()
		})
		lost := o.DisconnectedErrCB
		o.DisconnectedErrCB = func(nc *nats.Conn, err error) {
			if lost != nil {
				lost(nc, err)
			}
			if err != nil {
				c.log.Warn("broker connection lost; reconnecting", "error", err)
			}
		}
		failed := o.AsyncErrorCB
		o.AsyncErrorCB = func(nc *nats.Conn, s *nats.Subscription, err error) {
			if failed != nil {
				failed(nc, s, err)
			}
			c.log.Warn("broker reported an error", "error", err)
		}
		o.ClosedCB = then(o.ClosedCB, func(nc *nats.Conn) { c.end(nc.LastError(), cfg.OnClosed) })
		return nil
	}
}

func then(first nats.ConnHandler, second nats.ConnHandler) nats.ConnHandler {
	if first == nil {
		return second
	}
	return func(nc *nats.Conn) { first(nc); second(nc) }
}

func (c *Conn) end(cause error, onClosed func(error)) {
	c.mu.Lock()
	ending := c.ending
	c.mu.Unlock()
	close(c.closed)
	if ending || onClosed == nil {
		return
	}
	if cause == nil {
		cause = nats.ErrConnectionClosed
	}
	onClosed(fmt.Errorf("broker connection is closed for good: %w", cause))
}

// reconnects gives a channel of its own that holds a token after each connection.
func (c *Conn) reconnects() <-chan struct{} {
	ch := make(chan struct{}, 1)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.listeners = append(c.listeners, ch)
	return ch
}

// Reconnected signals each time the connection is there again, for a reader that lives as long as the connection and
// may have missed something meanwhile. Each call makes a listener that is never taken away.
func (c *Conn) Reconnected() <-chan struct{} { return c.reconnects() }

func (c *Conn) announce() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, ch := range c.listeners {
		select {
		case ch <- struct{}{}:
		default:
		}
	}
}

// logger is never nil, also for a Conn that was put together by hand.
func (c *Conn) logger() *slog.Logger {
	if c.log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return c.log
}

// Close drains and waits until the connection is closed. When ctx ends first, it closes without draining.
func (c *Conn) Close(ctx context.Context) error {
	c.mu.Lock()
	c.ending = true
	c.mu.Unlock()
	err := c.NC.Drain()
	if errors.Is(err, nats.ErrConnectionReconnecting) || errors.Is(err, nats.ErrConnectionClosed) {
		err = nil // It was not connected, so there was nothing to drain.
	}
	select {
	case <-c.closed:
		return err
	case <-ctx.Done():
		c.NC.Close()
		return ctx.Err()
	}
}
