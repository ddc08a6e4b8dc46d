package bus

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/muster-ics/muster/events"
)

// Delivery is one event of a batch.
type Delivery struct {
	Env      events.Envelope
	Event    events.Event
	Sequence uint64
}

// permanent marks an error that another try cannot mend.
type permanent struct{ err error }

func (p permanent) Error() string { return p.err.Error() }
func (p permanent) Unwrap() error { return p.err }

// Permanent marks an error that another try cannot mend: the message goes to the dead letters at once. Permanent(nil)
// is nil.
func Permanent(err error) error {
	if err == nil {
		return nil
	}
	return permanent{err}
}

func isPermanent(err error) bool {
	var p permanent
	return errors.As(err, &p)
}

// read decodes a message. The error is events.ErrUnknownType for an event that this build does not know, which a reader
// acknowledges; every other error is permanent.
func read(subject string, body []byte) (events.Envelope, events.Event, error) {
	env, err := decode(body)
	if err != nil {
		return env, nil, Permanent(fmt.Errorf("not a readable event: %w", err))
	}
	if want := env.NATSSubject(); want != subject {
		// Permissions are granted on subjects, so an envelope that speaks for another subject is a forgery.
		return env, nil, Permanent(fmt.Errorf("event of subject %q came on subject %q", want, subject))
	}
	ev, err := openEvent(env)
	if errors.Is(err, events.ErrUnknownType) {
		return env, nil, err
	}
	if err != nil {
		return env, nil, Permanent(err)
	}
	return env, ev, nil
}

// receipt is what the broker says of one delivery of one message.
type receipt struct {
	msg      jetstream.Msg
	sequence uint64
	// tries is how often the message was delivered to this durable, this time included.
	tries int
}

func receiptOf(msg jetstream.Msg) receipt {
	r := receipt{msg: msg, tries: 1}
	if m, err := msg.Metadata(); err == nil {
		r.sequence, r.tries = m.Sequence.Stream, int(m.NumDelivered)
	}
	return r
}

// delays are the waits before the next try, the last of them for ever: quick while a deadlock or a restart is likely,
// slow when a neighbour is down.
var delays = []time.Duration{time.Second, 5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute}

// maxTries is after how many failures a message goes to the dead letters: about an hour and a half with the delays.
const maxTries = 12

func delayAfter(tries int, delays []time.Duration) time.Duration {
	return delays[min(max(tries, 1), len(delays))-1]
}

// handBack is the delay with which a message is returned that nobody has begun to handle: almost none, so that another
// replica takes it. A bare nak would ignore every delay.
const handBack = 10 * time.Millisecond

// heartbeat tells the broker, each third of wait, that the messages are still being worked on, until stop is called.
func heartbeat(wait time.Duration, msgs ...jetstream.Msg) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		for pause(ctx, wait/3) {
			for _, m := range msgs {
				_ = m.InProgress() // A lost heartbeat costs a repeat at most.
			}
		}
	}()
	return cancel
}
