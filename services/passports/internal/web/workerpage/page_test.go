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
	for _, button := range []string{"lift", "forms", "end-engagement", "history", "place-hold", "suspend", "leave", "erase"} {
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
	p.Has("part-hold", "must end after it begins")
	if got := p.Value("hold_until"); got != "2020-01-01" {
		t.Errorf("the date is gone: %q", got)
	}
}

func TestAnErasedPassportNamesNobodyAndTakesNothingMore(t *testing.T) {
	t.Parallel()
	s := workerpage.Stories()[3]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("name", "Name erased")
	p.One("left")
	p.One("erased")
	if len(p.All("forms")) != 0 || len(p.All("erase")) != 0 {
		t.Error("nothing more can be recorded")
	}
}

func TestOccupationalHealthSeesTheOneFormThatIsItsOwn(t *testing.T) {
	t.Parallel()
	s := workerpage.Stories()[4]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("forms", "Work health assessment")
	for _, button := range []string{"lift", "end-engagement", "history", "place-hold", "suspend", "leave", "erase"} {
		if len(p.All(button)) != 0 {
			t.Errorf("%s is not for occupational health", button)
		}
	}
}
