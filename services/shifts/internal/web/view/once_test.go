package view_test

import (
	"testing"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

func TestAMissingInductionIsSaidOnce(t *testing.T) {
	t.Parallel()
	induction := reason.Reason{Code: "INDUCTION_MISSING", Fix: "Come early enough to be shown round, and ask the ward to have it recorded."}
	round := reason.Reason{Code: "TOP_UP_MISSING", Fix: "Ask Medway to show you round the site and to record the induction."}
	training := reason.Reason{Code: "TOP_UP_MISSING", Fix: "Ask Medway for training on its patient record."}
	for name, c := range map[string]struct {
		of   []reason.Reason
		want int
	}{
		"the agreement asks for it": {[]reason.Reason{induction, round}, 1}, "the agreement asks for something else": {[]reason.Reason{induction, training}, 2},
		"no agreement": {[]reason.Reason{induction}, 1}, "nothing": {nil, 0},
	} {
		if got := view.Once(c.of); len(got) != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
