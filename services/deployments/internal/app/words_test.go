package app_test

import (
	"slices"
	"testing"

	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

// The domain knows no contracts, so its codes are compared with theirs here.
func TestTheCodesOfAgreementsAreThoseOfShifts(t *testing.T) {
	t.Parallel()
	for name, pair := range map[string]struct {
		words []app.Word
		codes []string
	}{"staff groups": {app.StaffGroups, shifts.StaffGroups}, "bands": {app.Bands, shifts.Bands}} {
		var ours []string
		for _, w := range pair.words {
			ours = append(ours, w.Code)
		}
		if !slices.Equal(ours, pair.codes) {
			t.Errorf("%s: %v, the contract has %v", name, ours, pair.codes)
		}
	}
}
