package packpage_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/analytics/internal/web/packpage"
)

func TestEveryNumberOfThePackLeadsToWhatItRestsOn(t *testing.T) {
	t.Parallel()
	s := packpage.Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("whose", "Integrated care system QKS", "March 2026")
	p.Has("as-of", "Thu 2 Apr 2026 at 10:00", "Newest event counted")
	p.Has("ages", "East Kent", "2 min old", "No data yet")
	p.Has("headline", "Fill rate, booked", "89.7%", "Bank fill, worked")
	p.Has("employers-RVV", "16,060", "68.5%", "13.7%", "6.8%", "0.7%", "10.3%")
	p.Has("flows-RVV-RPA", "few")
	p.Has("compliance", "at least 296")
	p.Has("frozen", "Not signed", "Signed")
	var b strings.Builder
	if err := s.Component.Render(auth.With(t.Context(), s.Principal), &b); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	for _, href := range []string{
		"/fill-rate/shifts?employer=RVV&amp;from=2026-03-01&amp;until=2026-04-01", "/fill-rate/shifts?from=2026-03-01&amp;part=unfilled&amp;until=2026-04-01",
		"/fill-rate/agency?employer=RVV&amp;from=2026-03-01&amp;to=2026-03-31", "/fill-rate/flows?from=2026-03-01&amp;to=2026-03-31", "/fill-rate/people?employer=RVV",
	} {
		if !strings.Contains(page, href) {
			t.Errorf("nothing leads to %s", href)
		}
	}
}

func TestAMonthThatIsNotOverCannotBeFrozen(t *testing.T) {
	t.Parallel()
	s := packpage.Stories()[1]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("not-over", "from 1 April 2026 on")
	if len(p.All("freeze")) != 0 {
		t.Error("there is a button to freeze it")
	}
}
