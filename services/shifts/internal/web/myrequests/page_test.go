package myrequests

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
)

func TestAWorkerSeesWhatIsUnderWayAndWhatToDo(t *testing.T) {
	t.Parallel()
	s := Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	for _, id := range []string{"offers", "applications", "places", "swaps", "open-swaps", "accept", "decline", "leave", "take"} {
		p.One(id)
	}
	if n := len(p.All("withdraw")); n != 2 {
		t.Errorf("%d ways to take something back", n)
	}
	p.Has("offers", "Kept for you until", "Pays £315.47 before tax.")
	if n := len(p.All("pays")); n != 2 {
		t.Errorf("the pay of %d is shown, want that of the two that can be taken", n)
	}
}

func TestAnAnswerThatCameTooLateIsSaid(t *testing.T) {
	t.Parallel()
	s := Stories()[1]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("error-summary", "The time of this offer is up")
	p.One("none")
	p.One("no-swaps")
}
