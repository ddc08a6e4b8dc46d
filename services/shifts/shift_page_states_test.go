package shifts_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/auth"
)

// TestAShiftThatNobodyWasLetInToShowsNoLadder looks at a shift that waits for a yes, and again when it had a no.
func TestAShiftThatNobodyWasLetInToShowsNoLadder(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.must(200, staff(host, auth.Executive), "PUT", "/policies/approval", `{"required":"always"}`, header("If-Match", `"0"`), header("Content-Type", "application/json"))
	s, desk := w.post(nil), staff(host, auth.Post, auth.Approve)
	for _, deed := range []string{"", "/decline"} {
		if deed != "" {
			w.must(200, staff(host, auth.Approve), "POST", "/shifts/"+s.ShiftID+deed, map[string]any{"why": "no_budget"})
		}
		_, _, p := w.open(desk, "GET", "/shifts/"+s.ShiftID, nil)
		if n := len(p.All("ladder-step")); n != 0 {
			t.Errorf("%q: %d steps", deed, n)
		}
		if n := len(p.All("notice")); deed != "" && n != 0 {
			t.Errorf("%q: what calling it off would mean is said of a shift that is over", deed)
		}
	}
}
