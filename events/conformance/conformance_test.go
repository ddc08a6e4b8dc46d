package conformance_test

import (
	"testing"

	"github.com/muster-ics/muster/events/conformance"
)

func TestEveryCaseHasItsOwnNameAndAnswersWithItsWeights(t *testing.T) {
	t.Parallel()
	cases, err := conformance.Eligibility()
	if err != nil {
		t.Fatal(err)
	}
	if len(cases) < 60 {
		t.Errorf("only %d cases", len(cases))
	}
	seen := map[string]bool{}
	for _, c := range cases {
		if c.Name == "" || seen[c.Name] {
			t.Errorf("a case is called %q", c.Name)
		}
		seen[c.Name] = true
		if !c.Shift.EndsAt.After(c.Shift.StartsAt) || c.At.IsZero() {
			t.Errorf("%s: the shift or the moment is missing", c.Name)
		}
		for _, r := range c.Told {
			if r.Code == "" || (r.Weight != "hard" && r.Weight != "soft" && r.Weight != "approval") {
				t.Errorf("%s tells %+v", c.Name, r)
			}
		}
	}
}
