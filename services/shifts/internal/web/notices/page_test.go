package notices

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
)

func TestNoticesSayWhatIsNewAndAskOnlyOnce(t *testing.T) {
	t.Parallel()
	s := Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("unread", "2 not read yet")
	p.Has("notices", "cancelled by the employer", "5 shifts")
	if n := len(p.All("acknowledge")); n != 1 {
		t.Errorf("%d notices ask to be seen, want 1", n)
	}
	if p.Value("up_to") != "9" {
		t.Errorf("reading marks up to %q", p.Value("up_to"))
	}
}

func TestAnEmptyInboxSaysWhatItIsFor(t *testing.T) {
	t.Parallel()
	s := Stories()[1]
	pagetest.Render(t, s.Component, s.Principal).Has("none", "shifts that you could take")
}
