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

// Spans implements app.Streams.
func (s *Streams) Spans(ctx context.Context) ([]app.Span, error) {
	ctx, cancel := context.WithTimeout(ctx, catchUp+5*time.Second)
	defer cancel()
	var spans []app.Span
	for _, sub := range Subscriptions {
		x, err := span(ctx, s.conn, sub)
		if err != nil {
			return nil, err
		}
		spans = append(spans, x)
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

// Streams implements app.Streams over the broker.
type Streams struct{ conn *msgbus.Conn }

// NewStreams reads through c.
func NewStreams(c *msgbus.Conn) *Streams { return &Streams{conn: c} }

var _ app.Streams = (*Streams)(nil)

// Read implements app.Streams.
func (s *Streams) Read(ctx context.Context, take func(app.Message) error, progress func(done, last uint64)) error {
	var before, last uint64
	lasts := map[string]uint64{}
	for _, sub := range Subscriptions {
		stream, err := s.conn.JS.Stream(ctx, msgbus.StreamName(sub.Producer))
		if err != nil {
			return fmt.Errorf("look up stream %s: %w", msgbus.StreamName(sub.Producer), err)
		}
		lasts[sub.Producer] = stream.CachedInfo().State.LastSeq
		last += lasts[sub.Producer]
	}
	for _, sub := range Subscriptions {
		err := msgbus.ReadRaw(ctx, s.conn, sub.Producer, func(m msgbus.Raw) error {
			return take(app.Message{Producer: sub.Producer, Subject: m.Subject, Sequence: place(m.Sequence), Data: m.Data})
		}, func(done, _ uint64) { progress(min(before+done, last), last) })
		if err != nil {
			return err
		}
		before += lasts[sub.Producer]
	}
	return nil
}

// Open implements app.Streams.
func (s *Streams) Open(m app.Message) (app.Heard, bool) {
	d, err := msgbus.Raw{Subject: m.Subject, Data: m.Data, Sequence: uint64(m.Sequence)}.Open() //nolint:gosec // never negative
	if err != nil {
		return app.Heard{}, false
	}
	h, ok, err := app.Read(d.Env, d.Event, d.Sequence)
	return h, ok && err == nil
}
