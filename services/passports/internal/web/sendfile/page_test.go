package sendfile_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/sendfile"
)

func TestAFileIsChosenByWhatItHolds(t *testing.T) {
	t.Parallel()
	s := sendfile.Stories()
	p := pagetest.Render(t, s[0].Component, s[0].Principal)
	p.Has("waiting", "2 words wait")
	if got := p.All("past"); len(got) != 2 {
		t.Errorf("%q", got)
	}
	p.Has("past", "826 rows, 0 recorded", "Not recorded yet", "400 rows, 2 recorded")
	p.One("read")
	one := pagetest.Render(t, s[1].Component, s[1].Principal)
	one.Has("for", "Sample Person")
	refused := pagetest.Render(t, s[2].Component, s[2].Principal)
	refused.Has("error-summary", "This is a PDF")
	if refused.Value("as_of") != "2026-03-01" {
		t.Error("what was typed is gone")
	}
}
