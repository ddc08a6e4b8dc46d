package ladders

import (
	"net/url"
	"testing"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
)

func TestARefusedStepIsShownAtItsInput(t *testing.T) {
	t.Parallel()
	form := url.Values{"use_preferred": {"yes"}, "use_collaborative_bank": {"yes"}}
	f := onTheForm(fault.New(fault.Invalid, "invalid_input", "x").WithFields(
		fault.Field{Location: "body.steps[0].window_minutes", Message: "Give a window."}, fault.Field{Location: "body.steps[1].trigger", Message: "Give a time."},
		fault.Field{Location: "body.steps[1]", Message: "Order."}, fault.Field{Location: "body.bank_share", Message: "Give a share."}), form)
	for name, want := range map[string]string{"hours_preferred": "Preferred: Give a window.", "hours_collaborative_bank": "Collaborative bank: Give a time.",
		"use_collaborative_bank": "Collaborative bank: Order.", "bank_share": "Give a share."} {
		if got := layout.ErrorFor(f.Fields, name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
}
