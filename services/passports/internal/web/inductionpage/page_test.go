package inductionpage_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/inductionpage"
)

func TestAnInductionIsRecordedForToday(t *testing.T) {
	t.Parallel()
	s := inductionpage.Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("name", "Sample Person")
	if p.Value("done_on") != "2026-03-10" || p.Value("site") != "RWF03" {
		t.Error("today and the site of the booking are offered")
	}
	p.One("record-induction")
	s = inductionpage.Stories()[1]
	p = pagetest.Render(t, s.Component, s.Principal)
	p.Has("error-summary", "today at the latest")
	if p.Value("done_on") != "2030-01-01" {
		t.Error("what was typed is gone")
	}
}
