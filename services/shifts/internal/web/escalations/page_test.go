package escalations

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
)

func TestAnExecutiveAnswersHereWhatNeedsNoStatement(t *testing.T) {
	t.Parallel()
	s := Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	if len(p.All("asked")) != 2 || len(p.All("approve")) != 1 || len(p.All("decline")) != 1 {
		t.Error("a rate can be approved and declined here; off-framework needs a statement on the shift's page")
	}
	reader := Stories()[1]
	p = pagetest.Render(t, reader.Component, reader.Principal)
	if len(p.All("asked")) != 2 || len(p.All("approve")) != 0 {
		t.Error("others see what waits and cannot answer it")
	}
	none := Stories()[2]
	p = pagetest.Render(t, none.Component, none.Principal)
	p.Has("none", "Nothing waits")
	p.Has("success", "Approved")
}
