package shiftlist

import (
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/web/pagetest"
)

func TestTheDeskShowsEachShiftWithItsStatus(t *testing.T) {
	t.Parallel()
	s := Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	if rows := p.All("shift-row"); len(rows) != 4 {
		t.Fatalf("%d rows", len(rows))
	}
	p.Has("shift-row", "Open", "Filled Collaborative bank", "Started unfilled", "Cancelled", "Ward 7")
	p.One("post")
	lead := Stories()[1]
	p = pagetest.Render(t, lead.Component, lead.Principal)
	p.Has("shift-row", "East Kent Hospitals")
	if len(p.All("post")) != 0 {
		t.Error("a lead is offered to post")
	}
}

func TestTheFiltersNarrowByTimeAndStatus(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	f, when := filter(url.Values{"status": {"open"}, "when": {"nonsense"}}, now)
	if when != "soon" || len(f.Statuses) != 1 || !f.From.Equal(now) || !f.To.Equal(now.Add(soon)) {
		t.Errorf("%s %v %v %v", when, f.Statuses, f.From, f.To)
	}
	if f, _ := filter(url.Values{"when": {"later"}}, now); f.To != nil || !f.From.Equal(now.Add(soon)) {
		t.Errorf("later: %v to %v", f.From, f.To)
	}
	if f, _ := filter(url.Values{"when": {"past"}}, now); !f.To.Equal(now) {
		t.Errorf("past: %v to %v", f.From, f.To)
	}
}

func TestTheNextPageIsOfTheListThatWasShown(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	// The first page's address may leave out what the link to the next one says.
	for first, next := range map[string]string{"": "when=soon&status=", "when=past": "when=past&status=", "status=open": "when=soon&status=open"} {
		a, _ := url.ParseQuery(first)
		b, _ := url.ParseQuery(next)
		_, whenA := filter(a, now)
		_, whenB := filter(b, now)
		if !slices.Equal(filters(a, whenA), filters(b, whenB)) {
			t.Errorf("%q and %q are taken for two lists", first, next)
		}
	}
}
