package newemployer_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/deployments/internal/web/newemployer"
)

func TestARefusedFormKeepsWhatWasEntered(t *testing.T) {
	t.Parallel()
	s := newemployer.Stories()[1]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.One("register")
	if got := p.Value("name"); got != "North Kent NHS Trust" {
		t.Errorf("name %q", got)
	}
}
