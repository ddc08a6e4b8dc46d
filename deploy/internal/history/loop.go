package history

import (
	"context"
	"errors"
	"log/slog"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/service"
)

// loop is the bus of the past: it hands each event, directly after its commit, to the other services' own handlers. It
// acknowledges nothing, so every row stays unsent in the outbox and the live relay's sweep brings it to the stream; the
// live consumers then find the work done and change nothing.
type loop struct {
	readers map[string][]service.Service
	log     *slog.Logger
}

var errLater = errors.New("left to the sweep")

// Publish implements outbox.Publisher.
func (l *loop) Publish(ctx context.Context, env events.Envelope, _ []byte, done func(outbox.Ack, error)) {
	for _, svc := range l.readers[env.Type] {
		if err := svc.Handle(ctx, env); err != nil {
			// The live consumers get the event again, so nothing is lost; the figures of one shift may carry today's date.
			l.log.Warn("history: an event was left to the live consumers", "type", env.Type, "error", err)
		}
	}
	done(outbox.Ack{}, errLater)
}

// Stream implements outbox.Publisher. The live relay keeps the books of the stream.
func (l *loop) Stream(context.Context) (outbox.StreamState, error) {
	return outbox.StreamState{}, errors.New("the history has no stream of its own")
}

// Reconnected implements outbox.Publisher.
func (l *loop) Reconnected() <-chan struct{} { return nil }
