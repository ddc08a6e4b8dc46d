package templates

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
)

func TestTemplatesAreListedByWardEachWithWhatCanBeDone(t *testing.T) {
	t.Parallel()
	s := Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.One("make")
	if n := len(p.All("template")); n != 2 {
		t.Errorf("%d templates", n)
	}
	none := Stories()[1]
	pagetest.Render(t, none.Component, none.Principal).Has("none", "no templates yet")
}

func TestTheFormKeepsWhatIsThereAndKnowsItsVersion(t *testing.T) {
	t.Parallel()
	s := Stories()[2]
	p := pagetest.Render(t, s.Component, s.Principal)
	for name, want := range map[string]string{"name": "Night, RN", "starts_at": "20:00", "version": "2"} {
		if got := p.Value(name); got != want {
			t.Errorf("%s is %q", name, got)
		}
	}
	p.One("remove")
	refused := Stories()[3]
	p = pagetest.Render(t, refused.Component, refused.Principal)
	p.Has("error-summary", "Give a name of 1 to 60 letters")
	if len(p.All("remove")) != 0 {
		t.Error("one that is not there can be removed")
	}
}
