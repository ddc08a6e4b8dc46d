package coverage_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/deployments/internal/web/coverage"
)

func TestEachDirectionSaysWhetherItIsCoveredAndUntilWhen(t *testing.T) {
	t.Parallel()
	s := coverage.Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("count", "4 of 6 directions are covered for Nursing and midwifery registered.")
	p.Has("soon", "Workers of Maidstone and Tunbridge Wells (RWF) at East Kent Hospitals (RVV): until Fri 25 Dec 2026 at 00:00, by “Until Christmas”.")
	for i, want := range []string{
		"own bank", "Yes , by Kent nurses", "In part , by Medway and Maidstone, band 5",
		"Yes , by Kent nurses", "own bank", "No",
		"No", "Until 24 December 2026 , by Until Christmas", "own bank",
	} {
		if got := p.All("cell")[i]; !strings.Contains(got, want) {
			t.Errorf("cell %d is %q, without %q", i, got, want)
		}
	}
}
