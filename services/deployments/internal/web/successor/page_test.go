package successor_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/deployments/internal/web/successor"
)

func TestTheFormSaysWhatAMergerBrings(t *testing.T) {
	t.Parallel()
	for _, s := range successor.Stories() {
		p := pagetest.Render(t, s.Component, s.Principal)
		p.Has("consequences", "Medway Maritime Hospital", "bind the employer that follows it")
		p.One("merge")
	}
}
