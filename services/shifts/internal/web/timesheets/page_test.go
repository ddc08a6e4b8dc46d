package timesheets

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
)

func TestExceptionsComeFirstAndTheRestIsApprovedTogether(t *testing.T) {
	t.Parallel()
	s := Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("look", "break missed", "Disputed")
	p.Has("as-booked", "11 h")
	p.Has("waiting", "10 h")
	p.One("approve")
	none := Stories()[1]
	pagetest.Render(t, none.Component, none.Principal).One("none")
}
