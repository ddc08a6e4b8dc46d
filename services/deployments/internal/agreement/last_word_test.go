package agreement_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

// amended is an agreement in force with a new version on offer that nobody has signed.
func amended(t *testing.T) agreement.Agreement {
	t.Helper()
	a := inForce(t)
	must(t, a.Amend(rvv, 2, now))
	c, _, hash, _ := a.Draft()
	c.Title = "Kent nurses, amended"
	must(t, a.Revise(rvv, hash, c, now))
	must(t, a.Offer(now))
	return a
}

func TestANoticeIsTakenBackByASignatureThatFollowsIt(t *testing.T) {
	t.Parallel()
	end := now.AddDate(0, 6, 0)
	for name, tc := range map[string]struct {
		first, then agreement.By
		ends        bool
	}{
		"who gave notice signs afterwards": {rpa, rvv, false},
		"who gave notice had signed":       {rvv, rpa, true},
	} {
		a := amended(t)
		must(t, a.Sign(tc.first, chief, a.Next().Hash, now.Add(time.Hour)))
		must(t, a.End(rvv, end, now.Add(2*time.Hour)))
		must(t, a.Sign(tc.then, chief, a.Next().Hash, now.Add(3*time.Hour)))
		must(t, a.BringIntoForce(now.Add(3*time.Hour)))
		if got := a.EndsAt() != nil; got != tc.ends || (a.Record().Notice != nil) != tc.ends || a.Terms() != 2 {
			t.Errorf("%s: %+v", name, a.Record())
		}
		if err := a.Amend(rvv, 3, now.Add(4*time.Hour)); (err != nil) != tc.ends {
			t.Errorf("%s: amended again: %v", name, err)
		}
	}
}
