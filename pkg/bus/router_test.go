package bus

import (
	"context"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"go.opentelemetry.io/otel/trace"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/passports"
)

func TestRouterHandsEachEventToItsHandler(t *testing.T) {
	t.Parallel()
	s := saga()
	c := world(t, []string{"passports"}, s)
	e := envelope(t)
	send(t, c, e)
	got := make(chan events.Event, 1)
	start(t, c, &letters{}, s, brisk, func(ctx context.Context, env events.Envelope, ev events.Event) error {
		if env.ID != e.ID {
			t.Errorf("id %s, want %s", env.ID, e.ID)
		}
		if id := trace.SpanContextFromContext(ctx).TraceID().String(); id != "4bf92f3577b34da6a3ce929d0e0e4736" {
			t.Errorf("the handler runs in trace %s, not in that of the request", id)
		}
		got <- ev
		return nil
	})
	if _, ok := (<-got).(passports.BookingClearedV1); !ok {
		t.Error("the event is not a value of the catalogue")
	}
	settled(t, c, s)
}

func TestRouterTakesRepeatedHeaders(t *testing.T) {
	t.Parallel()
	s := saga()
	c := world(t, []string{"passports"}, s)
	e := envelope(t)
	body, _ := events.Encode(e)
	msg := nats.NewMsg(e.NATSSubject())
	msg.Data = body
	msg.Header.Add("traceparent", "one")
	msg.Header.Add("traceparent", "two")
	msg.Header["Empty"] = nil
	if _, err := c.JS.PublishMsg(t.Context(), msg); err != nil {
		t.Fatal(err)
	}
	dead, got := &letters{}, make(chan string, 1)
	start(t, c, dead, s, brisk, func(_ context.Context, env events.Envelope, _ events.Event) error {
		got <- env.ID
		return nil
	})
	if id := <-got; id != e.ID {
		t.Errorf("got %s", id)
	}
	settled(t, c, s)
	if len(dead.all()) != 0 {
		t.Error("it was put aside")
	}
}

func TestRouterAcknowledgesWhatNobodyListensTo(t *testing.T) {
	t.Parallel()
	s := saga()
	s.Events = append(s.Events, "muster.passports.booking.vanished.v1")
	c := world(t, []string{"passports"}, s)
	e := envelope(t)
	e.Type = "muster.passports.booking.vanished.v1"
	e.DataSchema = events.SchemaBase + e.Type + ".json"
	send(t, c, e, envelope(t))
	dead := &letters{}
	r, err := newRouter(c, dead, nil, brisk)
	if err != nil {
		t.Fatal(err)
	}
	r.Handle(s, nil)
	runUntilStopped(t, r.Run, r.Running())
	settled(t, c, s)
	if len(dead.all()) != 0 {
		t.Errorf("put aside: %+v", dead.all())
	}
}

func TestRouterTakesAPanicForAFailure(t *testing.T) {
	t.Parallel()
	s := saga()
	c := world(t, []string{"passports"}, s)
	send(t, c, envelope(t))
	dead, calls := &letters{}, &tally{}
	start(t, c, dead, s, brisk, func(context.Context, events.Envelope, events.Event) error {
		if calls.add("call") < 4 {
			panic("nil map")
		}
		return nil
	})
	settled(t, c, s)
	if calls.of("call") != 4 || len(dead.all()) != 0 {
		t.Errorf("%d calls, %d dead letters", calls.of("call"), len(dead.all()))
	}
}

func TestASlowHandlerKeepsItsMessage(t *testing.T) {
	t.Parallel()
	s := saga()
	c := world(t, []string{"passports"}, s)
	const wait = 300 * time.Millisecond
	shorten(t, c, s, wait)
	send(t, c, envelope(t))
	calls := &tally{}
	start(t, c, &letters{}, s, brisk, func(ctx context.Context, _ events.Envelope, _ events.Event) error {
		calls.add("call")
		pause(ctx, 4*wait) // Four times as long as the broker waits for word.
		return nil
	})
	await(t, "the call", func() bool { return calls.of("call") > 0 })
	settled(t, c, s)
	if n := calls.of("call"); n != 1 {
		t.Errorf("%d calls, want 1", n)
	}
}

func TestALateAcknowledgementIsHonoured(t *testing.T) {
	t.Parallel()
	s := saga()
	c := world(t, []string{"passports"}, s)
	shorten(t, c, s, 200*time.Millisecond)
	send(t, c, envelope(t))
	cons, err := bind(t.Context(), c.JS, s)
	if err != nil {
		t.Fatal(err)
	}
	first, err := cons.Next(jetstream.FetchMaxWait(within))
	if err != nil {
		t.Fatal(err)
	}
	second, err := cons.Next(jetstream.FetchMaxWait(within))
	if err != nil {
		t.Fatal(err)
	}
	if r := receiptOf(second); r.tries != 2 || r.sequence != 1 {
		t.Fatalf("try %d of sequence %d, want the second of the first", r.tries, r.sequence)
	}
	// So the acknowledgement says nothing about who did the work: handlers bear a repeat at any time.
	if err := first.DoubleAck(t.Context()); err != nil {
		t.Fatal(err)
	}
	settled(t, c, s)
	if err := second.Ack(); err != nil {
		t.Fatal(err)
	}
	settled(t, c, s)
}

func TestShutdownLetsAHandlerFinish(t *testing.T) {
	t.Parallel()
	s := saga()
	c := world(t, []string{"passports"}, s)
	send(t, c, envelope(t))
	dead, calls := &letters{}, &tally{}
	begun, finish := make(chan struct{}), make(chan struct{})
	stop := start(t, c, dead, s, production, func(ctx context.Context, _ events.Envelope, _ events.Event) error {
		calls.add("call")
		close(begun)
		select {
		case <-finish:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	})
	<-begun
	stopped := make(chan struct{})
	go func() { stop(); close(stopped) }()
	select {
	case <-stopped:
		t.Fatal("it stopped over a running handler")
	case <-time.After(300 * time.Millisecond):
	}
	close(finish)
	<-stopped
	settled(t, c, s)
	if calls.of("call") != 1 || len(dead.all()) != 0 {
		t.Errorf("%d calls, %d dead letters", calls.of("call"), len(dead.all()))
	}
}

func TestNothingIsLostBetweenOneReplicaAndTheNext(t *testing.T) {
	t.Parallel()
	s := saga()
	c := world(t, []string{"passports"}, s)
	const n = 200
	for range n {
		send(t, c, envelope(t))
	}
	dead, seen := &letters{}, &tally{}
	h := func(_ context.Context, env events.Envelope, _ events.Event) error {
		seen.add(env.ID)
		return nil
	}
	for range 5 {
		before := seen.distinct()
		stop := start(t, c, dead, s, brisk, h)
		await(t, "some more", func() bool { return seen.distinct() >= min(before+20, n) })
		stop()
	}
	start(t, c, dead, s, brisk, h)
	await(t, "all of them", func() bool { return seen.distinct() == n })
	settled(t, c, s)
	if len(dead.all()) != 0 {
		t.Errorf("%d dead letters", len(dead.all()))
	}
}

func TestRouterGoesOnWhenItsDurableIsMadeAnew(t *testing.T) {
	t.Parallel()
	s := saga()
	c := world(t, []string{"passports"}, s)
	seen := &tally{}
	start(t, c, &letters{}, s, brisk, func(_ context.Context, env events.Envelope, _ events.Event) error {
		seen.add(env.ID)
		return nil
	})
	if err := c.JS.DeleteConsumer(t.Context(), s.stream(), s.Durable()); err != nil {
		t.Fatal(err)
	}
	if err := Apply(t.Context(), c.JS, Size{Replicas: 1}, []string{"passports"}, []Subscription{s}); err != nil {
		t.Fatal(err)
	}
	e := envelope(t)
	send(t, c, e)
	await(t, "the event", func() bool { return seen.of(e.ID) == 1 })
}

// shorten makes the broker impatient.
func shorten(t *testing.T, c *Conn, s Subscription, wait time.Duration) {
	t.Helper()
	cfg := ConsumerConfig(s)
	cfg.AckWait = wait
	if _, err := c.JS.UpdateConsumer(t.Context(), s.stream(), cfg); err != nil {
		t.Fatal(err)
	}
}
