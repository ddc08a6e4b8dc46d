package newagreement_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/deployments/internal/web/newagreement"
)

func TestARefusedFormKeepsWhatWasEntered(t *testing.T) {
	t.Parallel()
	s := newagreement.Stories()[1]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("error-summary", "Choose who employs and pays.", "Enter a date between 1948 and 2099.")
	if p.Value("title") != "Kent nurses" {
		t.Error("the title is lost")
	}
	p.One("save")
}
