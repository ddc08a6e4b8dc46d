package queue_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/queue"
)

func TestTheQueueSaysWhatIsDueAndOffersToRecordWhatNeedsDatesAlone(t *testing.T) {
	t.Parallel()
	s := queue.Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	all := p.All("due")
	if len(all) != 4 || !strings.Contains(all[1], "Fire Safety") || !strings.Contains(all[1], "Other Sample") {
		t.Fatalf("got %q", all)
	}
	p.Has("due-status", "Never recorded", "Ran out", "Runs out in 5 days", "Cannot work")
	if got := len(p.All("renew-part")); got != 2 {
		t.Errorf("two rows need dates alone, got %d", got)
	}
	p.Has("register-NMC", "412 of your staff", "read it again")
	p.Has("register-HCPC", "Never read")
	p.Has("success", "It is recorded")
	if p.Value("until_2") != "2028-03-10" || p.Value("done_on_2") != "2026-03-10" {
		t.Errorf("the usual dates are offered: %s, %s", p.Value("done_on_2"), p.Value("until_2"))
	}
}

func TestARefusedRowStandsOpenWithWhatWasTyped(t *testing.T) {
	t.Parallel()
	s := queue.Stories()[1]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("error-summary", "cannot have been achieved in the future")
	p.Has("renew-part", "cannot have been achieved in the future")
	if p.Value("done_on_2") != "2027-01-01" || p.Value("until_2") != "2028-01-01" {
		t.Error("what was typed is gone")
	}
}

func TestAReadingNeedsItsSentence(t *testing.T) {
	t.Parallel()
	s := queue.Stories()[2]
	pagetest.Render(t, s.Component, s.Principal).Has("register-NMC", "Say that nothing differs")
}

func TestAnEmptyQueueSaysSo(t *testing.T) {
	t.Parallel()
	s := queue.Stories()[3]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.One("none")
	if len(p.All("csv")) != 0 {
		t.Error("an empty list is no file")
	}
}
