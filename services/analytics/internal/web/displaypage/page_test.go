package displaypage_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/analytics/internal/web/displaypage"
)

func story(t *testing.T, n int) pagetest.Page {
	t.Helper()
	s := displaypage.Stories()[n]
	return pagetest.Render(t, s.Component, s.Principal)
}

func TestAddressesAreListedWithoutTheirSecrets(t *testing.T) {
	t.Parallel()
	p := story(t, 0)
	p.Has("displays", "Control room, Maidstone", "Until Mon 6 Apr", "Last seen on a display", "No display has opened it yet", "Withdrawn 10 March 2026", "Ended")
	if text := p.One("displays"); strings.Count(text, "Withdraw the address") != 2 || strings.Contains(text, "/display/") {
		t.Errorf("the list is %s", text)
	}
	story(t, 1).Has("address", "/fill-rate/wall/display/secret", "shown only now")
	story(t, 2).Has("error-summary", "Say where the display hangs")
	if len(story(t, 3).All("make")) != 0 {
		t.Error("who may only look can make an address")
	}
}
