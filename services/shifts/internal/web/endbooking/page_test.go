package endbooking

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
)

func TestWhatFollowsIsSaidBeforeItIsChosen(t *testing.T) {
	t.Parallel()
	for i, says := range []string{"counts as late", "never counted", "£202.95"} {
		s := Stories()[i]
		p := pagetest.Render(t, s.Component, s.Principal)
		p.Has("consequence", says)
		p.One("confirm")
		p.One("keep")
	}
}
