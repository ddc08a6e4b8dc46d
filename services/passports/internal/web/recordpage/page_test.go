package recordpage_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/recordpage"
)

func TestEveryFormNamesItsWorkerAndCanBeSentOnce(t *testing.T) {
	t.Parallel()
	for _, s := range recordpage.Stories() {
		p := pagetest.Render(t, s.Component, s.Principal)
		p.Has("name", "Sample Person")
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
