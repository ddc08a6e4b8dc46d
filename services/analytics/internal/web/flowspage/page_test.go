package flowspage_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/analytics/internal/web/flowspage"
)

func TestWhoLendsToWhomStandsInHoursAndPounds(t *testing.T) {
	t.Parallel()
	stories := flowspage.Stories()
	p := pagetest.Render(t, stories[0].Component, stories[0].Principal)
	p.Has("summary", "148.5 hours across employers; £2,100.00 recharged so far. Pairs of fewer than five people are not in these sums.")
	p.Has("lends-RPA", "Medway", "99 h", "£2,100.00")
	p.Has("lends-RWF", "Under 5 people")
	p.Has("balance-RVV", "49.5", "99", "−49.5", "Without pairs of under 5 people")
	p.Has("pair-RPA-RVV", "£1,782.00", "£900.00", "£300.00")
	if got := p.One("pair-RWF-RVV"); !strings.Contains(got, "Under 5 people") || strings.Contains(got, "£") {
		t.Errorf("a pair of few people: %s", got)
	}
	p.Has("aid-row", "Surge", "East Kent Hospitals", "4", "3", "2")
}

func TestLendingOnAnotherDayAndOfNobody(t *testing.T) {
	t.Parallel()
	stories := flowspage.Stories()
	pagetest.Render(t, stories[1].Component, stories[1].Principal).Has("days", "On the employers as they are on 10 March 2026")
	p := pagetest.Render(t, stories[2].Component, stories[2].Principal)
	p.Has("matrix", "Nobody worked for another employer")
	p.Has("aid", "No shift of these days")
	few := pagetest.Render(t, stories[3].Component, stories[3].Principal)
	few.Has("summary", "fewer than five between any two of them")
	if got := few.One("balance-RWF"); !strings.Contains(got, "Under 5 people") || strings.Contains(got, "0") {
		t.Errorf("who lends few people stands as who lends nobody: %s", got)
	}
	pagetest.Render(t, stories[4].Component, stories[4].Principal).Has("error-summary", "first day as a date")
}
