package coverage_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/deployments/internal/web/coverage"
)

func TestEachPairSaysWhatCoversIt(t *testing.T) {
	t.Parallel()
	s := coverage.Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("count", "2 of 3 pairs are covered for Nursing and midwifery registered.")
	for i, want := range []string{"Covered By Kent nurses", "Covered in part By Medway and Maidstone, band 5", "Not covered By No agreement"} {
		if got := p.All("pair")[i]; !strings.Contains(got, want) {
			t.Errorf("pair %d is %q, without %q", i, got, want)
		}
	}
}
