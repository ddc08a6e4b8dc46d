package fillrate

import "testing"

func TestRatesAreShownHonestly(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		rule  string
		rate  Rate
		text  string
		known bool
		below bool
	}{
		{"plain", Rate{873, 1000}, "87.3%", true, false},
		{"whole numbers have no decimal", Rate{3, 4}, "75%", true, true},
		{"a third is rounded", Rate{1, 3}, "33.3%", true, true},
		{"above 100 % is shown, not clipped", Rate{230, 200}, "115%", true, false},
		{"nothing asked for has no percentage", Rate{0, 0}, "–", false, false},
		{"planned nothing, worked something: no percentage", Rate{5, 0}, "–", false, false},
		{"none filled is 0 %", Rate{0, 7}, "0%", true, true},
		{"almost all is never rounded up to all", Rate{9999, 10000}, "99.9%", true, false},
		{"the floor itself is not below the floor", Rate{85, 100}, "85%", true, false},
		{"just under the floor is below it even where it rounds to it", Rate{84999, 100000}, "85%", true, true},
	} {
		t.Run(c.rule, func(t *testing.T) {
			t.Parallel()
			if got := c.rate.String(); got != c.text {
				t.Errorf("text %q, want %q", got, c.text)
			}
			if c.rate.Known() != c.known || (c.rate.Ratio() != nil) != c.known {
				t.Errorf("known is %v, want %v", c.rate.Known(), c.known)
			}
			if c.rate.BelowFloor() != c.below {
				t.Errorf("below the floor is %v, want %v", c.rate.BelowFloor(), c.below)
			}
		})
	}
}

func TestATotalIsARatioOfSumsAndNotAMeanOfRates(t *testing.T) {
	t.Parallel()
	small := Figures{Minutes: Split{OwnBank: 600}}                  // 100 % of 600
	large := Figures{Minutes: Split{OwnBank: 3000, Unfilled: 6000}} // 33.3 % of 9000
	if got := small.Plus(large).Minutes.FillRate().String(); got != "37.5%" {
		t.Errorf("total %s, want 37.5%% (the mean of the two would be 66.7%%)", got)
	}
}

func TestTheTwoRatesThatBoardsMixUpDiffer(t *testing.T) {
	t.Parallel()
	s := Split{OwnBank: 30, CollaborativeBank: 20, FrameworkAgency: 20, OffFrameworkAgency: 10, Unfilled: 20}
	if got := [3]string{s.FillRate().String(), s.BankFill().String(), s.BankShareOfFilled().String()}; got != [3]string{"80%", "50%", "62.5%"} {
		t.Errorf("fill, bank fill, bank share of filled = %v", got)
	}
	if s.NetRequested() != 100 {
		t.Errorf("the five parts add up to %d, want 100", s.NetRequested())
	}
}
