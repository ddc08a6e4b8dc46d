package manage

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
)

func TestThePageLeadsToWhatTheDutiesAllow(t *testing.T) {
	t.Parallel()
	s := Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	for _, way := range []string{"approvals", "timesheets", "escalations", "templates", "repeat", "import", "ladders", "rate-cards", "policies"} {
		p.One(way)
	}
	lead := Stories()[1]
	pagetest.Render(t, lead.Component, lead.Principal).One("employers")
	reader := Stories()[3]
	p = pagetest.Render(t, reader.Component, reader.Principal)
	p.One("policies")
	if len(p.All("import"))+len(p.All("approvals")) != 0 {
		t.Error("who may not post or approve is led to it")
	}
}

func TestWhatWaitsIsCounted(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "Nothing waits", 1: "1 waits", 7: "7 wait", counted: "100 or more wait"} {
		if got := words(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
}
