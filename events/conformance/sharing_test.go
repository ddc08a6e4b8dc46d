package conformance_test

import (
	"testing"

	"github.com/muster-ics/muster/events/conformance"
	"github.com/muster-ics/muster/events/reason"
)

func TestEveryCaseOfAnAgreementHasItsOwnNameAndOneAnswer(t *testing.T) {
	t.Parallel()
	cases, err := conformance.Sharing()
	if err != nil {
		t.Fatal(err)
	}
	if len(cases) < 80 {
		t.Errorf("only %d cases", len(cases))
	}
	seen := map[string]bool{}
	for _, c := range cases {
		if c.Name == "" || seen[c.Name] {
			t.Errorf("a case is called %q", c.Name)
		}
		seen[c.Name] = true
		if c.Passport.HomeEmployer == c.Shift.Employer || !c.Shift.EndsAt.After(c.Shift.StartsAt) {
			t.Errorf("%s is no shift at another employer", c.Name)
		}
		if reason.AnyHard(c.Told) == (c.Agreement != "") {
			t.Errorf("%s says both yes and no", c.Name)
		}
		for _, r := range c.Told {
			if err := r.Validate(); err != nil || r.Fix == "" {
				t.Errorf("%s: nobody can act on %+v", c.Name, r)
			}
		}
	}
}
