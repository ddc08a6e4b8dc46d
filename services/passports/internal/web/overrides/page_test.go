package overrides_test

import (
	"testing"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/auth"
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

func TestARefusalSaysInALineWhatWasMissingAndTheRestOnDemand(t *testing.T) {
	t.Parallel()
	hard := func(message string) reason.Reason { return reason.Reason{Weight: reason.Hard, Message: message} }
	for _, c := range []struct {
		reasons []reason.Reason
		want    string
	}{
		{[]reason.Reason{hard("Fire safety is missing.")}, "Fire safety is missing."},
		{[]reason.Reason{hard("Fire safety is missing."), hard("DBS is missing.")}, "Fire safety is missing. One thing more is missing."},
		{[]reason.Reason{hard("A."), {Weight: reason.Soft, Message: "S."}, hard("B."), hard("C.")}, "A. 2 things more are missing."},
		{[]reason.Reason{{Weight: reason.Soft, Message: "S."}}, "Somebody has to agree first."},
	} {
		p := pagetest.Render(t, overrides.RefusalsPage(overrides.Refusals{Lines: []overrides.Line{{When: "Today", Reasons: c.reasons}}}), auth.Principal{})
		if got := p.One("missing"); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
		if n := len(p.All("reasons")); n != 1 {
			t.Errorf("the reasons stand there %d times", n)
		}
	}
}
