package hostpolicypage_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/hostpolicypage"
)

func TestTheFormShowsWhatHoldsAndKeepsWhatWasSent(t *testing.T) {
	t.Parallel()
	s := hostpolicypage.Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("default", "nobody has changed it")
	if p.Value("register_block_days") != "14" || p.Value("version") != "0" {
		t.Error("the default is shown")
	}
	s = hostpolicypage.Stories()[2]
	p = pagetest.Render(t, s.Component, s.Principal)
	p.Has("error-summary", "Line 1")
	p.One("change")
	s = hostpolicypage.Stories()[3]
	p = pagetest.Render(t, s.Component, s.Principal)
	if len(p.All("change")) != 0 {
		t.Error("who may not change it only reads")
	}
}
