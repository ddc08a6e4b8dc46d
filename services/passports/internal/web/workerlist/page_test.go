package workerlist_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/workerlist"
)

func TestTheListSaysWhatNeedsAttention(t *testing.T) {
	t.Parallel()
	s := workerlist.Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	all := p.All("worker")
	if len(all) != 3 {
		t.Fatalf("%d workers", len(all))
	}
	p.Has("worker", "On hold", "All in place", "Suspended")
	p.Has("attention", "Right to work: Expires soon", "Fire Safety: Expired", "Work health assessment: Withdrawn")
	p.One("show-expiring")
}

func TestAnEmptyListSaysSo(t *testing.T) {
	t.Parallel()
	s := workerlist.Stories()[1]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.One("none")
	p.One("show-all")
}
