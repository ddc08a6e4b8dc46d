package testkit

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
)

// Publish plays another service: it puts ev on the stream of service as that one's relay would. Whatever meta leaves
// empty is filled in: ID, Time, ICS, ODS (RVV), AggregateID and version 1.
func Publish(t testing.TB, c *bus.Conn, service string, ev events.Event, meta events.Meta) events.Envelope {
	t.Helper()
	env, err := events.New(ev, filled(meta))
	if err != nil {
		t.Fatalf("play an event of %s: %v", service, err)
	}
	Send(t, c, service, env)
	return env
}

// Send puts an envelope on the stream of service, also one that was there before: the broker then calls it a duplicate.
func Send(t testing.TB, c *bus.Conn, service string, env events.Envelope) {
	t.Helper()
	body, err := events.Encode(env)
	if err != nil {
		t.Fatalf("play an event of %s: %v", service, err)
	}
	msg := nats.NewMsg(env.NATSSubject())
	msg.Data = body
	msg.Header.Set(jetstream.MsgIDHeader, env.ID)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if _, err := c.JS.PublishMsg(ctx, msg, jetstream.WithExpectStream(bus.StreamName(service))); err != nil {
		t.Fatalf("play an event of %s: %v", service, err)
	}
}

func filled(m events.Meta) events.Meta {
	if m.ID == "" {
		m.ID = id.New().String()
	}
	if m.Time.IsZero() {
		m.Time = clock.System().Now()
	}
	if m.ICS == "" {
		m.ICS = ICS
	}
	if m.ODS == "" {
		m.ODS = "RVV"
	}
	if m.AggregateID == "" {
		m.AggregateID = id.New().String()
	}
	if m.AggregateVersion == 0 {
		m.AggregateVersion = 1
	}
	return m
}

// Collector hears everything on one service's stream, from its first message.
type Collector struct {
	mu   sync.Mutex
	got  []events.Envelope
	bad  []string
	more chan struct{} // closed and replaced at each arrival
}

// Collect begins to hear the stream of service.
func Collect(t testing.TB, c *bus.Conn, service string) *Collector {
	t.Helper()
	Await(t, 15*time.Second, "a connection to NATS", c.NC.IsConnected)
	out := &Collector{more: make(chan struct{})}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	consumer, err := c.JS.OrderedConsumer(ctx, bus.StreamName(service), jetstream.OrderedConsumerConfig{})
	if err != nil {
		t.Fatalf("hear the stream of %s: %v", service, err)
	}
	consuming, err := consumer.Consume(out.add)
	if err != nil {
		t.Fatalf("hear the stream of %s: %v", service, err)
	}
	t.Cleanup(consuming.Stop)
	return out
}

func (c *Collector) add(m jetstream.Msg) {
	env, err := events.Decode(m.Data())
	c.mu.Lock()
	defer c.mu.Unlock()
	if err != nil {
		c.bad = append(c.bad, m.Subject()+": "+err.Error())
	} else {
		c.got = append(c.got, env)
	}
	close(c.more)
	c.more = make(chan struct{})
}

// All gives what was heard so far, in the stream's order.
func (c *Collector) All() []events.Envelope {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]events.Envelope(nil), c.got...)
}

// Await gives the first event heard, or still to come, for which want is true. It fails the test when there is none in
// time, and when the stream carries something that is no event.
func (c *Collector) Await(t testing.TB, within time.Duration, want func(events.Envelope) bool) events.Envelope {
	t.Helper()
	deadline := time.NewTimer(within)
	defer deadline.Stop()
	for seen := 0; ; {
		c.mu.Lock()
		fresh, bad, more := c.got[seen:], c.bad, c.more
		c.mu.Unlock()
		if len(bad) > 0 {
			t.Fatalf("not an event: %s", bad[0])
		}
		for _, env := range fresh {
			if want(env) {
				return env
			}
		}
		seen += len(fresh)
		select {
		case <-more:
		case <-deadline.C:
			t.Fatalf("the event did not come within %s; heard: %v", within, c.names())
		}
	}
}

func (c *Collector) names() []string {
	var out []string
	for _, e := range c.All() {
		out = append(out, e.Type+" "+e.AggregateID)
	}
	return out
}
