package openshifts

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
)

func TestWhatIsNotOpenSaysWhyAndLeadsNowhere(t *testing.T) {
	t.Parallel()
	s := Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("count", "1 shift is open to you")
	if links := p.All("shift-link"); len(links) != 1 {
		t.Errorf("%d shifts can be tapped, want the open one", len(links))
	}
	p.Has("closed", "11 h of rest are needed", "Choose a shift that starts at", "Possible from")
	p.Has("shift-place", "William Harvey Hospital", "East Kent Hospitals")
}

func TestAnEmptyListSaysWhatToDo(t *testing.T) {
	t.Parallel()
	s := Stories()[1]
	pagetest.Render(t, s.Component, s.Principal).Has("count", "0 shifts are open to you")
}
