package app_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/services/analytics/internal/app"
)

func TestTheProducersGoldenSamplesAreUnderstood(t *testing.T) {
	t.Parallel()
	for _, name := range slices.Concat(app.ShiftEvents, app.PassportEvents, app.DeploymentEvents) {
		sample, err := os.ReadFile(filepath.Join("../../../../events", events.ServiceOf(name), "testdata", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		env, err := events.Decode(sample)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		ev, err := events.Open(env)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		h, ok, err := app.Read(env, ev, 7)
		if err != nil || !ok || h.Fact.ID != env.AggregateID || h.Fact.Version != env.AggregateVersion || h.Sequence != 7 {
			t.Errorf("%s is read as %+v, %v, %v", name, h, ok, err)
		}
	}
}

func TestOtherEventsAreLeftAlone(t *testing.T) {
	t.Parallel()
	heard := slices.Concat(app.ShiftEvents, app.PassportEvents, app.DeploymentEvents)
	for _, e := range events.Catalog {
		_, ok, err := app.Read(events.Envelope{Type: e.EventName(), AggregateVersion: 1}, e, 1)
		if wanted := slices.Contains(heard, e.EventName()); !wanted && (ok || err != nil) {
			t.Errorf("%s is taken for something to count: %v", e.EventName(), err)
		}
	}
}

func TestAnEventThatSpeaksOfAnotherShiftIsRefused(t *testing.T) {
	t.Parallel()
	sample, err := os.ReadFile("../../../../events/shifts/testdata/muster.shifts.shift.posted.v1.json")
	if err != nil {
		t.Fatal(err)
	}
	env, err := events.Decode(sample)
	if err != nil {
		t.Fatal(err)
	}
	ev, err := events.Open(env)
	if err != nil {
		t.Fatal(err)
	}
	env.AggregateID = "018f4e9a-0000-7000-8000-000000000000"
	if _, ok, err := app.Read(env, ev, 1); ok || err == nil {
		t.Error("it is counted")
	}
}
