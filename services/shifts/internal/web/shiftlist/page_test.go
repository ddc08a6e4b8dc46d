package shiftlist

import (
	"net/url"
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
