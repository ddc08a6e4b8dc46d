package trendpage_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/analytics/internal/web/trendpage"
)

func TestTheseDaysStandBesideThoseBefore(t *testing.T) {
	t.Parallel()
	stories := trendpage.Stories()
	p := pagetest.Render(t, stories[0].Component, stories[0].Principal)
	// 7 days: 7,000 own, 1,400 collaborative, 420 agency, 1,050 unfilled of 9,870; before: 7,000, 420, 420, 2,275 of 10,115.
	p.Has("summary", "89.4% was filled in the last 7 days, 77.5% in the 7 days before: +11.9 points.")
	p.Has("trend-chart", "89.4%")
	p.Has("trend-totals", "Bank fill, booked", "85.1%", "73.4%", "+11.7 points", "Unfilled hours", "17.5", "37.9", "−20.4")
	if days := p.All("trend-day"); len(days) != 7 {
		t.Errorf("%d days", len(days))
	}
}

func TestATrendOfNothingAndOfNoSpan(t *testing.T) {
	t.Parallel()
	stories := trendpage.Stories()
	pagetest.Render(t, stories[1].Component, stories[1].Principal).Has("summary", "Nothing was requested in the last 7 days.")
	p := pagetest.Render(t, stories[2].Component, stories[2].Principal)
	p.Has("error-summary", "Choose one of the spans of the list.")
	if len(p.All("summary")) != 0 {
		t.Error("figures are shown for a question that cannot be answered")
	}
}
