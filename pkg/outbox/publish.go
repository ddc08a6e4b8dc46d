package outbox

import (
	"context"
	"sync"

	"github.com/google/uuid"

	"github.com/muster-ics/muster/events"
)

// Offer publishes events whose outbox rows a single statement has just committed by itself (the claim). It publishes on
// the caller's goroutine and never waits: what cannot go now is left to the sweep.
func (o *Outbox) Offer(ctx context.Context, envs ...events.Envelope) {
	for _, env := range envs {
		o.opt.Committed(env)
		body, err := events.Encode(env)
		if err != nil {
			o.log.ErrorContext(ctx, "an event cannot be encoded; its row stays unsent", "type", env.Type, "id", env.ID, "error", err)
			continue
		}
		o.offer(ctx, env, body)
	}
}

// offer holds no lock while the publisher has the event, because a publisher in process handles it right here, and the
// handler may record and offer events of its own.
func (o *Outbox) offer(ctx context.Context, env events.Envelope, body []byte) {
	at := o.gate.look()
	if at.running && !at.open {
		return
	}
	if !o.inFlight.take(env.ID) {
		return
	}
	// The request may end before the stream answers, and its idempotency key is not the reader's.
	ctx = withoutIdempotency(context.WithoutCancel(ctx))
	o.pub.Publish(ctx, env, body, func(a Ack, err error) {
		o.inFlight.release(env.ID)
		if err != nil {
			o.log.DebugContext(ctx, "the stream did not take an event; the sweep will", "type", env.Type, "id", env.ID, "error", err)
			return
		}
		o.metrics.sent(ctx)
		// A first try that the stream calls a duplicate proves nothing: brokers have refused a retry of what they
		// never stored. The sweep asks again.
		if !at.running || a.Sequence == 0 || a.Duplicate {
			return
		}
		eventID, err := uuid.Parse(env.ID)
		if err != nil {
			return
		}
		select {
		case o.marks <- mark{id: eventID, seq: int64(a.Sequence), generation: at.generation}:
		default: // the database is slow; the sweep publishes once more, under the same message id
		}
	})
}

// inFlight holds the events that wait for the stream's word, so that the sweep leaves them alone, and bounds them.
type inFlight struct {
	mu  sync.Mutex
	ids map[string]struct{}
}

func (f *inFlight) take(eventID string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, there := f.ids[eventID]; there || len(f.ids) >= queue {
		return false
	}
	f.ids[eventID] = struct{}{}
	return true
}

func (f *inFlight) release(eventID string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.ids, eventID)
}

func (f *inFlight) empty() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.ids) == 0
}
