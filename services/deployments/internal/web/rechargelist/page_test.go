package rechargelist_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/deployments/internal/web/rechargelist"
)

func TestTheListNamesBothEmployersAndWhatIsOutstanding(t *testing.T) {
	t.Parallel()
	some, none := rechargelist.Stories()[0], rechargelist.Stories()[1]
	p := pagetest.Render(t, some.Component, some.Principal)
	if got := p.All("statement"); len(got) != 3 {
		t.Fatalf("%d statements", len(got))
	}
	p.Has("statement", "November 2026", "East Kent Hospitals (RVV)", "£10,238.77", "£7,238.77", "2 disputed", "To be settled", "Settled")
	empty := pagetest.Render(t, none.Component, none.Principal)
	empty.One("none")
}
