package mutualaidpage_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/deployments/internal/web/mutualaidpage"
)

func TestAMutualAidSaysWhatIsOpenToWhomUntilWhen(t *testing.T) {
	t.Parallel()
	s := mutualaidpage.Stories()
	p := pagetest.Render(t, s[0].Component, s[0].Principal)
	p.Has("status", "Open")
	p.Has("parties", "Medway NHS Foundation Trust (RPA)")
	p.Has("closes", "Tue 3 Nov 2026 at 18:00")
	p.One("end")
	if n := len(p.All("shift")); n != 2 {
		t.Errorf("%d shifts", n)
	}
	if p := pagetest.Render(t, s[1].Component, s[1].Principal); len(p.All("end")) != 0 {
		t.Error("an employer is offered to close it")
	}
	p = pagetest.Render(t, s[2].Component, s[2].Principal)
	p.Has("closed", "21:00", "by a lead")
	if len(p.All("end")) != 0 {
		t.Error("what is closed can be closed")
	}
}
