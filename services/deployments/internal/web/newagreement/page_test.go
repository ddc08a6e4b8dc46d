package newagreement_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/deployments/internal/web/newagreement"
)

func TestARefusedFormKeepsWhatWasEntered(t *testing.T) {
	t.Parallel()
	s := newagreement.Stories()[2]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("error-summary", "Enter a date, such as")
	if p.Value("title") != "Kent nurses" || p.Value("template") != "home_pays" {
		t.Error("the title or the template is lost")
	}
	p.One("save")
}
