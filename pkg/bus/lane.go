package bus

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// lane keeps one pull on a durable alive: through reconnects, missed heartbeats and a durable that was made anew.
type lane struct {
	conn *Conn
	bind func(context.Context) (jetstream.Consumer, error)
	// max is how many messages may be on their way to handle or waiting for it. The next ones are asked for when
	// handle has returned for the last of them, since the broker's clock for a message runs from its delivery and not
	// from its handling (nats.go#1929).
	max    int
	handle func(jetstream.Msg)
	log    *slog.Logger
}

// run pulls until ctx ends; then it stops pulling, hands what was already on its way to handle, and returns after the
// last call of handle.
func (l lane) run(ctx context.Context) {
	for ctx.Err() == nil {
		cons, err := l.bind(ctx)
		if err == nil {
			err = l.pull(ctx, cons)
		}
		if ctx.Err() != nil {
			return
		}
		l.log.Warn("pull ended; binding again", "error", err)
		if !pause(ctx, time.Second) {
			return
		}
	}
}

// runner is run for a goroutine.
func (l lane) runner(ctx context.Context) func() { return func() { l.run(ctx) } }

// missedHeartbeats is how often the broker may miss its heartbeat before the pull is set up from scratch: after a
// leader change the old one may be gone without a word.
const missedHeartbeats = 3

func (l lane) pull(ctx context.Context, cons jetstream.Consumer) error {
	trouble := make(chan error, 1)
	missed := 0
	report := func(err error) {
		select {
		case trouble <- err:
		default:
		}
	}
	cc, err := cons.Consume(l.handle,
		jetstream.PullMaxMessages(l.max),
		jetstream.PullThresholdMessages(1),
		jetstream.PullExpiry(30*time.Second),
		jetstream.PullHeartbeat(5*time.Second),
		jetstream.ConsumeErrHandler(func(cc jetstream.ConsumeContext, err error) {
			if !errors.Is(err, jetstream.ErrNoHeartbeat) {
				report(err)
				return
			}
			if missed++; missed >= missedHeartbeats {
				report(err)
				cc.Drain()
			}
		}))
	if err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		if l.conn.NC.IsConnected() {
			cc.Drain() // What is on its way still comes, and can be handed back.
		} else {
			cc.Stop() // Nothing is on its way; draining would wait ten seconds for a broker that is not there.
		}
		<-cc.Closed() // After the last call of handle.
		return nil
	case <-cc.Closed():
	}
	select {
	case err = <-trouble:
		return err
	default:
		return errors.New("the broker ended the pull")
	}
}
