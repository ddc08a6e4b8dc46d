package whypage_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/deployments/internal/web/whypage"
)

func TestThePageSaysWhyAndThatItFollowsAgain(t *testing.T) {
	t.Parallel()
	s := whypage.Stories()
	p := pagetest.Render(t, s[0].Component, s[0].Principal)
	p.Has("agreement", "Kent nurses, version 2")
	p.Has("reasons", "20 hours a week")
	p.Has("same", "the same answer again")
	if len(p.All("inputs")) != 0 {
		t.Error("an employer sees the facts")
	}
	p = pagetest.Render(t, s[1].Component, s[1].Principal)
	p.Has("status", "Revoked")
	if n := len(p.All("answer")); n != 2 {
		t.Errorf("%d answers", n)
	}
	pagetest.Render(t, s[2].Component, s[2].Principal).Has("reasons", "Open Share my passport")
	p = pagetest.Render(t, s[3].Component, s[3].Principal)
	p.Has("differs", "cannot be given again")
	p.Has("inputs", "placement")
}
