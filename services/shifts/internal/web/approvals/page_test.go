package approvals

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
)

func TestThoseWhoApproveSeeWhatItCostsAndWhyItWaits(t *testing.T) {
	t.Parallel()
	s := Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	if n := len(p.All("waiting")); n != 2 {
		t.Errorf("%d wait", n)
	}
	p.One("approve")
	none := Stories()[1]
	p = pagetest.Render(t, none.Component, none.Principal)
	p.Has("none", "No shift waits")
	if len(p.All("approve")) != 0 {
		t.Error("nothing can be approved, and there is a button for it")
	}
	refused := Stories()[2]
	pagetest.Render(t, refused.Component, refused.Principal).Has("error-summary", "somebody else must approve it")
}
