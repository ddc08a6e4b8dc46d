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
	for range n {
		u := next(t, ch)
		if u.Change == nil || u.Change.Cell.Window != fillrate.Next72h {
			t.Fatalf("the stream goes on with %+v", u)
		}
		heard, cursors = append(heard, u.Change.Figures.Shifts.Unfilled), append(cursors, u.Cursor)
	}
	for i, unfilled := range heard {
		if unfilled != int64(i)+2 {
			t.Fatalf("heard %v", heard)
		}
	}
	if !slices.IsSorted(cursors) {
		t.Errorf("cursors %v", cursors)
	}
	// Cut anywhere, resumed: the rest, and nothing twice.
	again, err := rates.Watch(ctx, fillrate.Next72h, app.Scope{}, &cursors[7])
	if err != nil {
		t.Fatal(err)
	}
	for i := 8; i < n; i++ {
		if u := next(t, again); u.Cursor != cursors[i] {
			t.Fatalf("after %d comes %d, want %d", cursors[i-1], u.Cursor, cursors[i])
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
