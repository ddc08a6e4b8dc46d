package policy_test

import (
	"testing"

	"github.com/muster-ics/muster/services/shifts/internal/policy"
)

func TestThePriceCapIsBasicPayAndFiftyFivePercentOfTheBand(t *testing.T) {
	t.Parallel()
	caps := policy.DefaultAgencyCaps()
	for band, want := range map[string]int64{
		"2": 1939, "3": 2108, "4": 2391, "5": 2996, "6": 3692, "7": 4336, "8a": 4969, "9": 9958,
		"medical": 0, // no basic pay is known, so there is no cap
		"1":       0,
	} {
		if got := caps.CapPence(band); got != want {
			t.Errorf("band %s: %d, want %d", band, got, want)
		}
	}
	caps.Percent, caps.BasicPence = 140, map[string]int64{"medical": 5000}
	if got := caps.CapPence("medical"); got != 7000 || caps.CapPence("5") != 0 {
		t.Errorf("an employer's own table: %d", got)
	}
}
