package deploymentlist_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/deployments/internal/web/deploymentlist"
)

func TestWhoWorksWhere(t *testing.T) {
	t.Parallel()
	some, none := deploymentlist.Stories()[0], deploymentlist.Stories()[1]
	p := pagetest.Render(t, some.Component, some.Principal)
	if n := len(p.All("deployment")); n != 3 {
		t.Errorf("%d deployments", n)
	}
	p.Has("deployment", "a1b2c3d4", "East Kent Hospitals (RVV)", "Medway Maritime Hospital (RPA02)", "19:30 to 07:30")
	pagetest.Render(t, none.Component, none.Principal).One("none")
}
