package bus

import (
	"errors"
	"net"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/outbox"
)

// answer publishes one envelope and waits for the word on it.
func answer(t *testing.T, p *EventPublisher, e events.Envelope) (outbox.Ack, error) {
	t.Helper()
	body, err := events.Encode(e)
	if err != nil {
		t.Fatal(err)
	}
	type word struct {
		ack outbox.Ack
		err error
	}
	words := make(chan word, 1)
	p.Publish(t.Context(), e, body, func(a outbox.Ack, err error) { words <- word{a, err} })
	w := <-words
	return w.ack, w.err
}

func TestThePublisherTellsTheSequenceAndRepeats(t *testing.T) {
	t.Parallel()
	c := world(t, []string{"passports"})
	p := NewEventPublisher(c, "passports")
	first, second := envelope(t), envelope(t)
	for i, step := range []struct {
		env  events.Envelope
		want outbox.Ack
	}{
		{first, outbox.Ack{Sequence: 1}},
		{second, outbox.Ack{Sequence: 2}},
		{first, outbox.Ack{Sequence: 1, Duplicate: true}},
	} {
		if ack, err := answer(t, p, step.env); err != nil || ack != step.want {
			t.Errorf("step %d: %+v %v, want %+v", i, ack, err, step.want)
		}
	}
	s, err := p.Stream(t.Context())
	if err != nil || s.LastSeq != 2 || s.Created.IsZero() {
		t.Errorf("stream %+v %v", s, err)
	}
	msg, err := mustStream(t, c, "passports").GetMsg(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if msg.Subject != first.NATSSubject() || msg.Header.Get(jetstream.MsgIDHeader) != first.ID {
		t.Errorf("stored on %s with id %s", msg.Subject, msg.Header.Get(jetstream.MsgIDHeader))
	}
}

func TestThePublisherAnswersEachEventOnce(t *testing.T) {
	t.Parallel()
	c := world(t, []string{"passports"})
	p := NewEventPublisher(c, "passports")
	const n = 2000
	var answers, failed atomic.Int64
	var all sync.WaitGroup
	for range n {
		e := envelope(t)
		body, _ := events.Encode(e)
		all.Add(1)
		p.Publish(t.Context(), e, body, func(_ outbox.Ack, err error) {
			answers.Add(1)
			if err != nil {
				failed.Add(1)
			}
			all.Done()
		})
	}
	all.Wait()
	s, err := p.Stream(t.Context())
	if err != nil || s.LastSeq != n || answers.Load() != n || failed.Load() != 0 {
		t.Errorf("%d answers, %d failed, stream %+v %v", answers.Load(), failed.Load(), s, err)
	}
}

func TestThePublisherLeavesToTheSweepWhatTheStreamDoesNotTake(t *testing.T) {
	t.Parallel()
	t.Run("no stream", func(t *testing.T) {
		t.Parallel()
		p := NewEventPublisher(world(t, nil), "passports")
		if _, err := answer(t, p, envelope(t)); !errors.Is(err, jetstream.ErrNoStreamResponse) {
			t.Errorf("error %v", err)
		}
		if _, err := p.Stream(t.Context()); !errors.Is(err, ErrNotDeclared) {
			t.Errorf("error %v", err)
		}
	})
	t.Run("another stream has the subject", func(t *testing.T) {
		t.Parallel()
		p := NewEventPublisher(world(t, []string{"passports"}), "shifts")
		if _, err := answer(t, p, envelope(t)); err == nil {
			t.Error("it was taken")
		}
	})
	t.Run("too many wait", func(t *testing.T) {
		t.Parallel()
		p := NewEventPublisher(world(t, []string{"passports"}), "passports")
		p.mu.Lock()
		for range maxFlying {
			p.flying[nats.NewMsg("x")] = func(outbox.Ack, error) {}
		}
		p.mu.Unlock()
		if _, err := answer(t, p, envelope(t)); !errors.Is(err, ErrStalled) {
			t.Errorf("error %v", err)
		}
	})
	t.Run("done publishes the next", func(t *testing.T) {
		t.Parallel()
		p := NewEventPublisher(world(t, nil), "passports")
		e := envelope(t)
		body, _ := events.Encode(e)
		second := make(chan error, 1)
		p.Publish(t.Context(), e, body, func(outbox.Ack, error) {
			p.Publish(t.Context(), e, body, func(_ outbox.Ack, err error) { second <- err })
		})
		if <-second == nil {
			t.Error("it was taken")
		}
	})
}

func TestABrokerThatComesBackFindsEverybodyAtWork(t *testing.T) {
	t.Parallel()
	s := saga()
	dir := t.TempDir()
	home := &address{}
	home.set(broker(t, dir))
	c, err := Connect(t.Context(), Config{Name: "test", Options: []nats.Option{nats.InProcessServer(home)}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.NC.Close)
	if err := Apply(t.Context(), c.JS, Size{Replicas: 1}, []string{"passports"}, []Subscription{s}); err != nil {
		t.Fatal(err)
	}
	seen := &tally{}
	start(t, c, &letters{}, s, brisk, collect(seen))
	p, q := NewEventPublisher(c, "passports"), NewEventPublisher(c, "passports")
	before := envelope(t)
	if _, err := answer(t, p, before); err != nil {
		t.Fatal(err)
	}
	await(t, "the event before", func() bool { return seen.of(before.ID) > 0 })
	was, _ := p.Stream(t.Context())

	halt(home.get())
	await(t, "the loss", func() bool { return !c.NC.IsConnected() })
	after := envelope(t)
	if _, err := answer(t, p, after); err == nil {
		t.Error("an event was taken by a broker that is away")
	}
	home.set(broker(t, dir))
	<-p.Reconnected()
	<-q.Reconnected() // Each publisher of a connection hears of it.
	if is, err := p.Stream(t.Context()); err != nil || is != was {
		t.Errorf("stream %+v %v, was %+v", is, err, was)
	}
	await(t, "the sweep's success", func() bool { _, err := answer(t, p, after); return err == nil })
	await(t, "the event after", func() bool { return seen.of(after.ID) > 0 })
}

// address leads to whichever server runs at present.
type address struct {
	mu sync.Mutex
	ns *server.Server
}

func (a *address) set(ns *server.Server) { a.mu.Lock(); a.ns = ns; a.mu.Unlock() }

func (a *address) get() *server.Server { a.mu.Lock(); defer a.mu.Unlock(); return a.ns }

// InProcessConn implements nats.InProcessConnProvider.
func (a *address) InProcessConn() (net.Conn, error) {
	ns := a.get()
	if ns == nil || !ns.Running() {
		return nil, errors.New("the broker is away")
	}
	return ns.InProcessConn()
}

func mustStream(t *testing.T, c *Conn, service string) jetstream.Stream {
	t.Helper()
	s, err := c.JS.Stream(t.Context(), StreamName(service))
	if err != nil {
		t.Fatal(err)
	}
	return s
}
