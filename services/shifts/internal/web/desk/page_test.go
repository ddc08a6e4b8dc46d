package desk

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
)

func TestTheDeskSaysWhichGapComesFirstAndWhy(t *testing.T) {
	t.Parallel()
	s := Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("summary", "2 unfilled, 1 of them at high risk", "2 wait for approval")
	p.Has("gaps", "High risk", "Nobody on the banks could take it")
	p.Has("days", "Today", "91 %")
	if len(p.All("gap")) != 2 {
		t.Error("not every gap is shown")
	}
	p.One("post")
}

func TestACalmDeskSaysSo(t *testing.T) {
	t.Parallel()
	s := Stories()[1]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("summary", "every shift of the next 72 hours is filled")
	if len(p.All("gaps")) != 0 {
		t.Error("a list of nothing")
	}
}
