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

func TestANoticeForAllWithdrawsTheVersionOnItsWay(t *testing.T) {
	t.Parallel()
	a := amended(t)
	must(t, a.Sign(rpa, chief, a.Next().Hash, now.Add(time.Hour)))
	must(t, a.End(rvv, now.AddDate(0, 6, 0), now.Add(2*time.Hour)))
	if a.Next() != nil || a.Complete() || a.Terms() != 1 || a.EndsAt() == nil {
		t.Errorf("%+v", a.Record())
	}
	if err := a.Amend(rvv, 3, now.Add(3*time.Hour)); err == nil {
		t.Error("an agreement that ends is amended")
	}
}
