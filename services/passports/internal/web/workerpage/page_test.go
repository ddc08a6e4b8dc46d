package workerpage_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/workerpage"
)

func TestTheHomeEmployerSeesEverythingAndEachForm(t *testing.T) {
	t.Parallel()
	s := workerpage.Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("name", "Sample Person")
	p.Has("hold", "sickness")
	p.Has("success", "recorded")
	for _, button := range []string{"lift", "record-check", "record-competency", "place-hold", "suspend"} {
		p.One(button)
	}
	if p.Value("idempotency_key") == "" {
		t.Error("a form without a key")
	}
	if len(p.All("reinstate")) != 0 {
		t.Error("an active passport cannot be reinstated")
	}
}

func TestASuspendedPassportOffersToReinstateAndNotToSuspend(t *testing.T) {
	t.Parallel()
	s := workerpage.Stories()[1]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("suspended", "Registration")
	p.One("reinstate")
	if len(p.All("part-suspend")) != 0 {
		t.Error("it is suspended already")
	}
}

func TestARefusedFormKeepsWhatWasTypedAndSaysWhatToChange(t *testing.T) {
	t.Parallel()
	s := workerpage.Stories()[2]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("part-check", "cannot have been done in the future")
	if got := p.Value("check_checked_on"); got != "2027-01-01" {
		t.Errorf("the date is gone: %q", got)
	}
}
