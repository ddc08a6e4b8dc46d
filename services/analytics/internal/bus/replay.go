package bus

import (
	"context"
	"fmt"
	"time"

	msgbus "github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/services/analytics/internal/app"
)

const (
	// catchUp is how long a rebuild waits for the live projection to have applied what the streams hold.
	catchUp = 10 * time.Second
	// lookAgain is how often it looks meanwhile.
	lookAgain = 50 * time.Millisecond
)

// Spans says, for each producer, what its stream has and how far the live projection has applied it.
func Spans(ctx context.Context, c *msgbus.Conn) ([]app.Span, error) {
	ctx, cancel := context.WithTimeout(ctx, catchUp+5*time.Second)
	defer cancel()
	var spans []app.Span
	for _, sub := range Subscriptions {
		s, err := span(ctx, c, sub)
		if err != nil {
			return nil, err
		}
		spans = append(spans, s)
	}
	return spans, nil
}

func span(ctx context.Context, c *msgbus.Conn, sub msgbus.Subscription) (app.Span, error) {
	name := msgbus.StreamName(sub.Producer)
	stream, err := c.JS.Stream(ctx, name)
	if err != nil {
		return app.Span{}, fmt.Errorf("look up stream %s: %w", name, err)
	}
	state := stream.CachedInfo().State
	s := app.Span{Producer: sub.Producer, First: place(state.FirstSeq), Last: place(state.LastSeq)}
	tick := time.NewTicker(lookAgain)
	defer tick.Stop()
	for tries := catchUp / lookAgain; ; tries-- {
		cons, err := stream.Consumer(ctx, sub.Durable())
		if err != nil {
			return app.Span{}, fmt.Errorf("look up durable %s: %w", sub.Durable(), err)
		}
		info := cons.CachedInfo()
		// All up to the floor is applied: acknowledgements follow commits. Only the floor counts: the broker tells of nothing
		// pending also in the moment before a new message has reached the durable.
		s.Floor = place(info.AckFloor.Stream)
		if s.Floor >= s.Last || info.NumPending == 0 && info.NumAckPending == 0 {
			return s, nil
		}
		if tries <= 0 {
			return app.Span{}, fmt.Errorf("the live figures have not caught up with %s: %d events wait and %d are in work; run the service, then try again",
				name, info.NumPending, info.NumAckPending)
		}
		select {
		case <-ctx.Done():
			return app.Span{}, ctx.Err()
		case <-tick.C:
		}
	}
}

func place(sequence uint64) int64 { return int64(sequence) } //nolint:gosec // streams do not reach 2^63

// Replay reads every stream from its first message and gives what the projection keeps of it. It returns how many events
// that was. progress is told places read and places in all, over all streams.
func Replay(ctx context.Context, c *msgbus.Conn, spans []app.Span, take func(app.Heard), progress func(done, last uint64)) (uint64, error) {
	var read, before, last uint64
	for _, s := range spans {
		last += uint64(s.Last) //nolint:gosec // never negative
	}
	for _, s := range spans {
		err := msgbus.ReadAll(ctx, c, s.Producer, func(batch []msgbus.Delivery) error {
			for _, d := range batch {
				h, ok, err := app.Read(d.Env, d.Event, d.Sequence)
				if err != nil || !ok {
					continue // What cannot be read is put aside in life too.
				}
				take(h)
				read++
			}
			return nil
		}, func(done, _ uint64) {
			if progress != nil {
				progress(min(before+done, last), last)
			}
		})
		if err != nil {
			return read, err
		}
		before += uint64(s.Last) //nolint:gosec // never negative
	}
	return read, nil
}
