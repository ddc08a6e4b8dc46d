package booking

import (
	"errors"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/pay"
)

func TestNobodyIsBookedForLessThanTheySaw(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		pays, shown int64
		ok          bool
	}{
		"the same":            {26384, 26384, true},
		"a penny less":        {26383, 26384, false},
		"more":                {26385, 26384, true},
		"nothing was shown":   {26384, 0, true},
		"nothing is paid now": {0, 1, false},
	} {
		b := Rehydrate(State{RatePence: 1})
		err := b.LockPay(pay.Quote{TotalPence: c.pays, Terms: pay.Terms{BasicPence: 1845}}, c.shown)
		var r *Refusal
		if (err == nil) != c.ok || !c.ok && (!errors.As(err, &r) || r.Code != CodePayChanged || b.State().Pay != nil) {
			t.Errorf("%s: %v", name, err)
		}
		if c.ok && (b.State().Pay.TotalPence != c.pays || b.State().RatePence != 1845) {
			t.Errorf("%s: locked %+v", name, b.State())
		}
	}
}

func TestTheWorkOfABookingHasItsBreak(t *testing.T) {
	t.Parallel()
	starts := time.Date(2026, 10, 24, 18, 30, 0, 0, time.UTC)
	w := State{StartsAt: starts, EndsAt: starts.Add(13 * time.Hour), NetMinutes: 720}.Work()
	if w.BreakMinutes != 60 || w.Net() != 720 {
		t.Errorf("%+v", w)
	}
}
