package severalshifts

import (
	"testing"

	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/web/pagetest"

	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

func TestAWorkerChoosesAndSeesWhatBecameOfEach(t *testing.T) {
	t.Parallel()
	s := Stories()[1]
	p := pagetest.Render(t, s.Component, s.Principal)
	for _, id := range []string{"choose", "accept-chosen", "results"} {
		p.One(id)
	}
	p.Has("open", "£315.47 before tax")
	if got := p.Value(shownName(view.Sample(es.ShiftOpen).ID)); got != "31547" {
		t.Errorf("the form says that %q was shown", got)
	}
	p.Has("results", "Confirmed")
	p.Has("results", "11 h of rest")
	none := Stories()[2]
	pagetest.Render(t, none.Component, none.Principal).One("none")
}
