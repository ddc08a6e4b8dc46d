package employerpage_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/deployments/internal/web/employerpage"
)

func TestThePageTellsAnEmployersLife(t *testing.T) {
	t.Parallel()
	stories := employerpage.Stories()
	merging := pagetest.Render(t, stories[0].Component, stories[0].Principal)
	merging.Has("site", "Medway Maritime Hospital", "until 1 April 2026", "North Kent NHS Trust from 1 April 2026")
	merging.Has("membership", "until 1 April 2026")
	merging.One("rename")
	if len(merging.All("successor"))+len(merging.All("leave")) != 0 {
		t.Error("what has an end known is not ended again")
	}
	open := pagetest.Render(t, stories[1].Component, stories[1].Principal)
	open.One("successor")
	open.One("leave")
	open.One("site-go")
	seen := pagetest.Render(t, stories[2].Component, stories[2].Principal)
	if len(seen.All("rename")) != 0 {
		t.Error("who may not change is offered to")
	}
}
