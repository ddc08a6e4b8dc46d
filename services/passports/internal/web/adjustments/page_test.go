package adjustments_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/web/adjustments"
)

func TestEachAdjustmentSaysWhoMayReadItAndWithdrawnOnesAreGone(t *testing.T) {
	t.Parallel()
	s := adjustments.Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	asked := p.All("adjustment")
	if len(asked) != 2 {
		t.Fatalf("got %v", asked)
	}
	p.Has("success", "Only the employers that you chose")
	refused := adjustments.Stories()[2]
	pagetest.Render(t, refused.Component, refused.Principal).Has("error-summary", "up to 1000 characters")
	one := adjustments.Stories()[3]
	pagetest.Render(t, one.Component, one.Principal).Has("text", "A chair without arms.")
}
