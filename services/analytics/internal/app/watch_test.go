package app_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/store/storetest"
)

func asLead(ctx context.Context) context.Context {
	return auth.With(ctx, auth.Principal{Subject: "l", Role: auth.Lead, ICS: "QKS"})
}

func (p *parts) rates() *app.FillRates {
	return app.NewFillRates(app.Sources{
		Live: p.live, Publish: p.publish, Changes: p.changes, Projection: p.store,
	}, app.Policy(), p.clock, "QKS")
}

// more publishes n changes of the same cells.
func (p *parts) more(t *testing.T, n int) {
	t.Helper()
	for range n {
		p.hear(t, storetest.Heard(id.New(), 1, time.Hour, "open", ""))
		p.round(t)
	}
}

func next(t *testing.T, ch <-chan app.Update) app.Update {
	t.Helper()
	select {
	case u, open := <-ch:
		if !open {
			t.Fatal("the stream has ended")
		}
		return u
	case <-time.After(10 * time.Second):
		t.Fatal("nothing came")
	}
	return app.Update{}
}

func TestAReaderWhoWasAwayTooLongIsSentEverything(t *testing.T) {
	t.Parallel()
	p := newParts(t)
	p.more(t, app.KeptChanges/3+2) // three windows change each time
	ctx, stop := context.WithCancel(asLead(t.Context()))
	defer stop()
	old := int64(1)
	ch, err := p.rates().Watch(ctx, fillrate.Next24h, app.Scope{}, &old)
	if err != nil {
		t.Fatal(err)
	}
	if u := next(t, ch); !u.Reset || u.Report == nil {
		t.Errorf("the stream goes on with %+v", u)
	}
}

func TestEachReaderHearsEachChangeOfItsWindowOnceAndInOrder(t *testing.T) {
	t.Parallel()
	p := newParts(t)
	p.more(t, 1)
	ctx, stop := context.WithCancel(asLead(t.Context()))
	defer stop()
	rates := p.rates()
	ch, err := rates.Watch(ctx, fillrate.Next72h, app.Scope{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	first := next(t, ch)
	if first.Report == nil || first.Report.Overall.Shifts.Unfilled != 1 {
		t.Fatalf("the stream begins with %+v", first)
	}
	const n = 20
	go func() {
		for range n {
			p.more(t, 1)
		}
	}()
	var heard []int64
	var cursors []int64
	for len(heard) < n {
		u := next(t, ch)
		if len(u.Changes) == 0 {
			t.Fatalf("the stream goes on with %+v", u)
		}
		for _, c := range u.Changes {
			if c.Cell.Window != fillrate.Next72h {
				t.Fatalf("the stream goes on with %+v", c)
			}
			heard, cursors = append(heard, c.Figures.Shifts.Unfilled), append(cursors, c.N)
		}
	}
	for i, unfilled := range heard {
		if unfilled != int64(i)+2 {
			t.Fatalf("heard %v", heard)
		}
	}
	if !slices.IsSorted(cursors) {
		t.Errorf("cursors %v", cursors)
	}
	// Cut at every place, resumed: the rest, and nothing twice.
	for cut := range cursors {
		again, err := rates.Watch(ctx, fillrate.Next72h, app.Scope{}, &cursors[cut])
		if err != nil {
			t.Fatal(err)
		}
		var rest []int64
		for len(rest) < n-1-cut {
			for _, c := range next(t, again).Changes {
				rest = append(rest, c.N)
			}
		}
		if !slices.Equal(rest, cursors[cut+1:]) {
			t.Fatalf("after %d come %v, want %v", cursors[cut], rest, cursors[cut+1:])
		}
	}
}

func TestRowsOfAnotherEpochReplaceTheMemory(t *testing.T) {
	t.Parallel()
	p := newParts(t)
	gone := id.New()
	p.hear(t, storetest.Heard(gone, 1, time.Hour, "open", ""), storetest.Heard(id.New(), 1, time.Hour, "open", ""))
	p.round(t)
	p.store.Replace(fact.Key{Kind: fact.KindShift, ID: gone.String()})
	p.round(t)
	r, err := p.rates().Report(asLead(t.Context()), fillrate.Next24h, app.Scope{})
	if err != nil || r.Overall.Shifts.Unfilled != 1 {
		t.Errorf("%d shifts are counted after one of two was taken out, %v", r.Overall.Shifts.Unfilled, err)
	}
}
