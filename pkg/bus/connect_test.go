package bus

import (
	"context"
	"testing"

	"github.com/nats-io/nats.go"
)

func TestServicesMayStartBeforeTheBroker(t *testing.T) {
	t.Parallel()
	s := saga()
	home := &address{}
	c, err := Connect(t.Context(), Config{Name: "early", Options: []nats.Option{nats.InProcessServer(home)}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.NC.Close)
	p := NewEventPublisher(c, "passports")
	seen := &tally{}
	r, err := newRouter(c, &letters{}, nil, brisk)
	if err != nil {
		t.Fatal(err)
	}
	r.Handle(s, map[string]Handler{cleared: collect(seen)})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- r.Run(ctx) }()

	dir := t.TempDir()
	ns := broker(t, dir)
	deploy := dial(t, ns)
	if err := Apply(t.Context(), deploy.JS, Size{Replicas: 1}, []string{"passports"}, []Subscription{s}); err != nil {
		t.Fatal(err)
	}
	home.set(ns)
	<-p.Reconnected()
	<-r.Running()
	e := envelope(t)
	send(t, c, e)
	await(t, "the event", func() bool { return seen.of(e.ID) == 1 })
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestAStopBeforeTheBrokerIsThereIsClean(t *testing.T) {
	t.Parallel()
	c, err := Connect(t.Context(), Config{Name: "early", Options: []nats.Option{nats.InProcessServer(&address{})}})
	if err != nil {
		t.Fatal(err)
	}
	r, err := newRouter(c, &letters{}, nil, brisk)
	if err != nil {
		t.Fatal(err)
	}
	r.Handle(saga(), nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := r.Run(ctx); err != nil {
		t.Error(err)
	}
	if err := c.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestAConnectionThatIsClosedForGoodIsReported(t *testing.T) {
	t.Parallel()
	ns := broker(t, t.TempDir())
	open := func() (*Conn, chan error) {
		told := make(chan error, 1)
		c, err := Connect(t.Context(), Config{Options: []nats.Option{nats.InProcessServer(ns)}, OnClosed: func(err error) { told <- err }})
		if err != nil {
			t.Fatal(err)
		}
		return c, told
	}
	byOthers, told := open()
	byOthers.NC.Close()
	if err := <-told; err == nil {
		t.Error("no reason")
	}
	byUs, told := open()
	if err := byUs.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-told:
		t.Errorf("our own Close was reported: %v", err)
	default:
	}
}

func TestAnAddressThatCanNeverWorkIsRefused(t *testing.T) {
	t.Parallel()
	if _, err := Connect(t.Context(), Config{URL: "nats://host:notaport"}); err == nil {
		t.Error("accepted")
	}
}
