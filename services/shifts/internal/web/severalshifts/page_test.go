package severalshifts

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
)

func TestAWorkerChoosesAndSeesWhatBecameOfEach(t *testing.T) {
	t.Parallel()
	s := Stories()[1]
	p := pagetest.Render(t, s.Component, s.Principal)
	for _, id := range []string{"choose", "accept-chosen", "results"} {
		p.One(id)
	}
	p.Has("results", "Confirmed")
	p.Has("results", "11 h of rest")
	none := Stories()[2]
	pagetest.Render(t, none.Component, none.Principal).One("none")
}
