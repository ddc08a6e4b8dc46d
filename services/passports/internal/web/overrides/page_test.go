package overrides_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/overrides"
)

func TestTheListSaysWhatItIsForAndHowOften(t *testing.T) {
	t.Parallel()
	s := overrides.Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	if got := len(p.All("override")); got != 2 {
		t.Errorf("%d overrides", got)
	}
	p.Has("count", "2 granted")
}

func TestWhoMayDecideHasTheButtonsAndOthersHaveNot(t *testing.T) {
	t.Parallel()
	s := overrides.Stories()[2]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.One("grant")
	p.One("refuse")
	p.Has("words", "under supervision")
	s = overrides.Stories()[3]
	p = pagetest.Render(t, s.Component, s.Principal)
	p.Has("decided", "RWF")
	if len(p.All("grant")) != 0 {
		t.Error("it is decided")
	}
}

func TestWhatNobodyMayOverrideCannotBeAskedFor(t *testing.T) {
	t.Parallel()
	s := overrides.Stories()[7]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("nothing-to-ask", "Nobody can override")
	if len(p.All("ask")) != 0 {
		t.Error("there is nothing to ask")
	}
	s = overrides.Stories()[6]
	p = pagetest.Render(t, s.Component, s.Principal)
	p.Has("error-summary", "Say in a sentence")
	p.One("ask")
}
