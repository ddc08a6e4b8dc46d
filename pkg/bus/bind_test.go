package bus

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/muster-ics/muster/events"
)

func TestAStartStopsWhenItsDurableIsNotAsDeclared(t *testing.T) {
	t.Parallel()
	s := saga()
	cases := map[string]struct {
		services []string
		declared []Subscription
		alter    func(*jetstream.ConsumerConfig)
		want     string
	}{
		"no stream":  {nil, nil, nil, "stream MUSTER_PASSPORTS is missing"},
		"no durable": {[]string{"passports"}, nil, nil, "durable shifts-passports on stream MUSTER_PASSPORTS is missing"},
		"reads less": {[]string{"passports"}, []Subscription{s}, func(c *jetstream.ConsumerConfig) {
			c.FilterSubjects, c.FilterSubject = nil, cleared+".>"
		}, "filter is"},
		"gives up": {[]string{"passports"}, []Subscription{s}, func(c *jetstream.ConsumerConfig) { c.MaxDeliver = 5 }, "max deliver is 5, declared -1"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := world(t, tc.services, tc.declared...)
			if tc.alter != nil {
				cfg := ConsumerConfig(s)
				tc.alter(&cfg)
				if _, err := c.JS.UpdateConsumer(t.Context(), s.stream(), cfg); err != nil {
					t.Fatal(err)
				}
			}
			r, err := newRouter(c, &letters{}, nil, brisk)
			if err != nil {
				t.Fatal(err)
			}
			r.Handle(s, nil)
			b := newBatchConsumer(c, s, &letters{}, nil, func(context.Context, []Delivery) error { return nil }, brisk)
			for _, err := range []error{r.Run(t.Context()), b.Run(t.Context()), CheckBound(t.Context(), c, s)} {
				if !errors.Is(err, ErrNotDeclared) || !strings.Contains(err.Error(), tc.want) || !strings.Contains(err.Error(), "muster streams") {
					t.Errorf("error %v, want %q and `muster streams`", err, tc.want)
				}
			}
		})
	}
}

func TestAStartWithoutDeadLettersIsRefused(t *testing.T) {
	t.Parallel()
	if _, err := NewRouter(&Conn{}, nil, nil); err == nil {
		t.Error("a router without dead letters")
	}
	b := NewBatchConsumer(&Conn{}, saga(), nil, nil, func(context.Context, []Delivery) error { return nil })
	if b.Run(t.Context()) == nil {
		t.Error("a batch consumer without dead letters")
	}
}

func TestARouterWithoutSubscriptionsRunsUntilItIsStopped(t *testing.T) {
	t.Parallel()
	r, err := newRouter(&Conn{}, &letters{}, nil, brisk)
	if err != nil {
		t.Fatal(err)
	}
	runUntilStopped(t, r.Run, r.Running())()
}

func TestSubscriptionsHaveNamesAndFilters(t *testing.T) {
	t.Parallel()
	s := Subscription{Consumer: "shifts", Producer: "passports", Lane: "v2", Events: []string{cleared}}
	if s.Durable() != "shifts-passports-v2" || s.stream() != "MUSTER_PASSPORTS" {
		t.Errorf("%s on %s", s.Durable(), s.stream())
	}
	if cfg := ConsumerConfig(s); cfg.FilterSubject != cleared+".>" || len(cfg.FilterSubjects) != 0 {
		t.Errorf("one event filters by %q %q", cfg.FilterSubject, cfg.FilterSubjects)
	}
	if max := StreamConfig("shifts", Size{Replicas: 1}).MaxMsgSize; int(max) < events.MaxSize {
		t.Errorf("a stream takes %d bytes, and the largest envelope has %d", max, events.MaxSize)
	}
}
