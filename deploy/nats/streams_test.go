package nats_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/muster-ics/muster/deploy/nats"
	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/testkit"
)

// Every durable reads events that exist, from the service that writes them.
func TestEachDurableReadsWhatItsProducerWrites(t *testing.T) {
	t.Parallel()
	services, subs := nats.Declared()
	known := map[string]bool{}
	for _, e := range events.Catalog {
		known[e.EventName()] = true
	}
	for _, s := range subs {
		if !slices.Contains(services, s.Producer) || !slices.Contains(services, s.Consumer) {
			t.Errorf("%s: its services are %q", s.Durable(), services)
		}
		for _, e := range s.Events {
			if !known[e] {
				t.Errorf("%s reads %s, which is not in the catalogue", s.Durable(), e)
			}
			if !strings.HasPrefix(e, "muster."+s.Producer+".") {
				t.Errorf("%s reads %s from the stream of %s", s.Durable(), e, s.Producer)
			}
		}
	}
}

// A real broker takes the declaration, and the second time there is nothing to do.
func TestTheDeclarationIsApplied(t *testing.T) {
	t.Parallel()
	c := testkit.StartBroker(t).Connect()
	services, subs := nats.Declared()
	lines, err := nats.Plan(t.Context(), c.JS, bus.Size{Replicas: 1})
	if err != nil || len(lines) != len(services)+len(subs) {
		t.Errorf("plan %q %v", lines, err)
	}
	if err := nats.Apply(t.Context(), c.JS, bus.Size{Replicas: 1}); err != nil {
		t.Fatal(err)
	}
	if lines, err := nats.Plan(t.Context(), c.JS, bus.Size{Replicas: 1}); err != nil || len(lines) != 0 {
		t.Errorf("left to do: %q %v", lines, err)
	}
}
