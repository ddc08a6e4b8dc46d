package app_test

import (
	"context"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/store/storetest"
)

// parts are the use cases over a store in memory.
type parts struct {
	store   *storetest.Memory
	clock   *clock.Manual
	live    *app.Live
	changes *app.Changes
	publish *app.PublishChanges
	apply   *app.ApplyEvents
}

func newParts(t *testing.T) *parts {
	t.Helper()
	p := &parts{store: storetest.NewMemory(), clock: clock.At(storetest.Noon)}
	p.live, p.changes = app.NewLive(p.store, p.clock), app.NewChanges(p.store)
	p.publish = app.NewPublishChanges(p.live, p.store, p.changes, "QKS", testkit.Log(t))
	p.apply = app.NewApplyEvents(p.store, p.publish.Heard)
	return p
}

func (p *parts) hear(t *testing.T, heard ...app.Heard) {
	t.Helper()
	if err := p.apply.Apply(t.Context(), heard); err != nil {
		t.Fatal(err)
	}
}

func (p *parts) round(t *testing.T) {
	t.Helper()
	if err := p.publish.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestACellIsToldOfAtMostFourTimesASecond(t *testing.T) {
	t.Parallel()
	p := newParts(t)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	begun := time.Now()
	go func() { ended <- p.publish.Run(ctx) }()
	testkit.Await(t, 30*time.Second, "four publications of figures that never stand still", func() bool {
		p.hear(t, storetest.Heard(id.New(), 1, time.Hour, "open", ""))
		return p.store.Publications() >= 4
	})
	if took := time.Since(begun); took < 750*time.Millisecond {
		t.Errorf("four publications took %s, want 250 ms between each", took)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestACellThatEmptiesIsPublishedAsNothing(t *testing.T) {
	t.Parallel()
	p := newParts(t)
	p.hear(t, storetest.Heard(id.New(), 1, time.Hour, "open", ""))
	p.round(t)
	p.clock.Advance(40 * 24 * time.Hour)
	p.round(t)
	published, err := p.store.Published(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for c, f := range published {
		if f.Figures.Shifts.NetRequested() != 0 {
			t.Errorf("%s still counts %+v after its shift has gone out of every window", c.ID(), f)
		}
	}
	// The three windows ahead had it; last_28d never did, since the clock jumped over it.
	if len(published) != 3 {
		t.Errorf("%d cells are published, want 3", len(published))
	}
}

func TestARoundWithoutADifferencePublishesNothing(t *testing.T) {
	t.Parallel()
	p := newParts(t)
	heard := storetest.Heard(id.New(), 1, time.Hour, "open", "")
	p.hear(t, heard)
	p.round(t)
	before := p.store.Publications()
	p.hear(t, heard)
	p.clock.Advance(10 * time.Second)
	p.round(t)
	if after := p.store.Publications(); after != before {
		t.Errorf("a repeat and a little time led to %d publications", after-before)
	}
}
