package registerfiles_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/deployments/internal/web/registerfiles"
)

func TestAFileIsLookedAtBeforeItIsTakenOver(t *testing.T) {
	t.Parallel()
	s := registerfiles.Stories()
	form := pagetest.Render(t, s[0].Component, s[0].Principal)
	if len(form.All("past")) != 2 {
		t.Errorf("%d files of before", len(form.All("past")))
	}
	looked := pagetest.Render(t, s[2].Component, s[2].Principal)
	looked.Has("apply", "Take over what is new or changed (1)")
	if len(looked.All("row")) != 4 {
		t.Errorf("%d rows", len(looked.All("row")))
	}
	looked.Has("row", "“20260230” is no date", "Say on its page who follows it.")
	done := pagetest.Render(t, s[3].Component, s[3].Principal)
	if len(done.All("apply"))+len(done.All("row")) != 0 {
		t.Error("what is taken over is not offered again")
	}
}
