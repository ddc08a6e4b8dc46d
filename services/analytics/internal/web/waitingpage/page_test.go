package waitingpage_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/analytics/internal/web/waitingpage"
)

func TestBothSidesAreHeldToTheSameNotice(t *testing.T) {
	t.Parallel()
	stories := waitingpage.Stories()
	p := pagetest.Render(t, stories[0].Component, stories[0].Principal)
	p.Has("summary", "Half of the shifts that were filled had somebody within 1 h 35 min. 20% were asked for six weeks ahead or more.")
	rows := p.All("waiting-row")
	if len(rows) != 3 {
		t.Fatalf("%d rows", len(rows))
	}
	p.Has("waiting", "Medway", "1 h 35 min", "3.3 days", "1.5", "7.5%", "2.5%", "5%", "All")
	p.Has("lead-over_42d", "20", "20%")
	p.Has("ends-0_4h", "1", "2")
	p.Has("ends-all", "6", "7.5%", "2", "2.5%")
	p.Has("ends-missed", "4", "5%")
	p.Has("owed", "£355.60")
}

func TestWithoutShiftsNothingIsSaid(t *testing.T) {
	t.Parallel()
	stories := waitingpage.Stories()
	p := pagetest.Render(t, stories[1].Component, stories[1].Principal)
	p.Has("summary", "No shift of these days was filled yet.")
	p.Has("waiting", "No shift starts in these days.")
	pagetest.Render(t, stories[2].Component, stories[2].Principal).Has("error-summary", "Choose one of the rows of the list.")
}
