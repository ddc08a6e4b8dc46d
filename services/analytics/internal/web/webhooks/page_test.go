package webhooks_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/analytics/internal/web/webhooks"
)

func story(t *testing.T, n int) pagetest.Page {
	t.Helper()
	s := webhooks.Stories()[n]
	return pagetest.Render(t, s.Component, s.Principal)
}

func TestReceiversAreShownByNameAndHost(t *testing.T) {
	t.Parallel()
	story(t, 0).Has("receivers", "Control room", "alerts.example.nhs.uk", "Two secrets", "Off")
	wrong := story(t, 1)
	wrong.Has("error-summary", "Give the address to call")
	if wrong.Value("name") != "Control room" || wrong.Value("url") != "ftp://x" {
		t.Error("what was typed is lost")
	}
	off := story(t, 2)
	off.Has("off", "no key")
	if len(off.All("add")) != 0 {
		t.Error("a receiver can be added where none are called")
	}
}

func TestASecretIsShownOnceAndExchangedInTwoSteps(t *testing.T) {
	t.Parallel()
	added := story(t, 3)
	added.Has("secret", "whsec_", "only now")
	if len(added.All("rotate")) != 1 || len(added.All("end-secret")) != 0 {
		t.Error("one secret must lead to another, and cannot be ended")
	}
	two := story(t, 4)
	if len(two.All("rotate")) != 0 || len(two.All("end-secret")) != 1 || len(two.All("secret")) != 0 {
		t.Error("of two secrets the older can be ended, none is shown, and no third is made")
	}
	story(t, 5).Has("off-why", "gone")
}

func TestTheLogSaysWhatBecameOfEachMessage(t *testing.T) {
	t.Parallel()
	p := story(t, 6)
	p.Has("messages", "Delivered", "After 1 try.", "Given up", "After 11 tries. The receiver answered 503.", "On its way", "3 tries. The receiver did not answer in time. Again at 12:10.", "A browser", "A test")
	if n := len(p.All("resend")); n != 1 {
		t.Errorf("%d messages can be sent again, want the webhook's that was given up", n)
	}
	story(t, 7).Has("none", "no such message")
}
