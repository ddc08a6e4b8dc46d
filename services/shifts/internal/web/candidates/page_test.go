package candidates

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
)

func TestTheWardSeesWhoAskedAndWhoElseCould(t *testing.T) {
	t.Parallel()
	s := Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	for _, id := range []string{"applied", "others", "choose", "approve", "offer", "swap-yes", "swap-no"} {
		p.One(id)
	}
	p.Has("applied", "Has worked 4 times on this ward")
	p.Has("others", "Passport card")
}

func TestWithoutTheDutyThereIsNothingToApprove(t *testing.T) {
	t.Parallel()
	s := Stories()[1]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.One("nobody")
	p.Has("error-summary", "approved already")
	for _, id := range []string{"approve", "offer"} {
		if len(p.All(id)) != 0 {
			t.Errorf("the page offers %q", id)
		}
	}
}
