package recordpage_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/recordpage"
)

func TestEveryFormNamesItsWorkerAndCanBeSentOnce(t *testing.T) {
	t.Parallel()
	for _, s := range recordpage.Stories() {
		p := pagetest.Render(t, s.Component, s.Principal)
		p.Has("name", "Sample Person")
		if strings.HasPrefix(s.Name, "Checks:") {
			continue
		}
		p.One("send")
		if p.Value("idempotency_key") == "" {
			t.Errorf("%s has no key", s.Name)
		}
	}
}

func TestARefusedCorrectionKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	all := recordpage.Stories()
	s := all[len(all)-1]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("error-summary", "cannot have been done in the future")
	for name, want := range map[string]string{"checked_on": "2030-01-01", "evidence.reference": "Cabinet 4", "supersedes": "01957f00-0000-7000-8000-000000000001"} {
		if got := p.Value(name); got != want {
			t.Errorf("%s: want %q, got %q", name, want, got)
		}
	}
}

func TestWhatCannotBeTakenBackIsSaidFirst(t *testing.T) {
	t.Parallel()
	for _, s := range recordpage.Stories() {
		if s.Name == "Record: Erase the names" {
			pagetest.Render(t, s.Component, s.Principal).Has("warning", "can never be read again")
			return
		}
	}
	t.Error("there is no page to erase")
}

func TestTheHistoryOfChecksSaysWhatCountsAndWhereItsProofIs(t *testing.T) {
	t.Parallel()
	for _, s := range recordpage.Stories() {
		p := pagetest.Render(t, s.Component, s.Principal)
		switch s.Name {
		case "Checks: corrected":
			all := p.All("record")
			if len(all) != 2 || !strings.Contains(all[0], "Counts now") || !strings.Contains(all[0], "Cabinet 4") || !strings.Contains(all[1], "Corrected") || !strings.Contains(all[1], "Destroyed on") {
				t.Errorf("got %q", all)
			}
			if got := len(p.All("correct")); got != 1 {
				t.Errorf("only what counts is corrected, got %d", got)
			}
		case "Checks: none, and a day that is none":
			p.One("none")
		}
	}
}
