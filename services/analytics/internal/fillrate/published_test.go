package fillrate_test

import (
	"testing"

	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// TestPublishedFiguresComeOutTheSame recomputes figures that were published about English NHS hospitals with the arithmetic
// of fill rates: ratios of sums, whose parts add up.
func TestPublishedFiguresComeOutTheSame(t *testing.T) {
	t.Parallel()

	// General and acute beds, occupied of open, September 2024: NHS England, Urgent and Emergency Care Daily Situation
	// Reports, the four acute trusts of Kent and Medway. The system's occupancy is the ratio of the sums.
	beds := map[string]struct {
		rate fillrate.Rate
		want string
	}{
		"RVV": {fillrate.Rate{Of: 991, Over: 1053}, "94.1%"}, "RWF": {fillrate.Rate{Of: 601, Over: 691}, "87%"},
		"RPA": {fillrate.Rate{Of: 522, Over: 550}, "94.9%"}, "RN7": {fillrate.Rate{Of: 503, Over: 536}, "93.8%"},
	}
	var system fillrate.Rate
	for trust, b := range beds {
		if got := b.rate.String(); got != b.want {
			t.Errorf("%s: %s, published %s", trust, got, b.want)
		}
		system.Of, system.Over = system.Of+b.rate.Of, system.Over+b.rate.Over
	}
	if got := system.String(); got != "92.5%" || system.Over != 2830 {
		t.Errorf("the four together: %s of %d", got, system.Over)
	}

	// Hours rostered and worked a ward and day, 53 wards of an English NHS trust over 19,287 ward-days, with the fill rate by
	// who filled it: BMJ Quality & Safety, table 1 of a study on staffing and outcomes. Tenths of hours.
	rostered, worked := int64(1934), int64(1854)
	if got := (fillrate.Rate{Of: worked, Over: rostered}).String(); got != "95.9%" {
		t.Errorf("185.4 of 193.4 hours are %s", got)
	}
	// The paper prints 95.7 %: the mean of the wards' daily rates. It is another figure, and smaller here. Muster has none
	// such: it divides sums.
	if registered, support := int64(1405), int64(529); registered+support != rostered {
		t.Errorf("the groups of the paper do not add up: %d", registered+support)
	}
	// Of the hours rostered 68.3 % regular staff, 20.4 % bank and 7.1 % agency, in thousandths: with the unfilled rest they
	// make the whole, and what bank fills of the whole is not its share of the filled.
	split := fillrate.Split{OwnBank: 204, FrameworkAgency: 71, Unfilled: 1000 - 683 - 204 - 71}
	if got := 683 + split.Filled(); got != 958 {
		t.Errorf("filled %d thousandths, published 95.7 by rounded parts", got)
	}
	temporary := split // What temporary staff was asked for: the whole less what regular staff filled.
	if got, want := temporary.BankFill().String(), "64.4%"; got != want || temporary.NetRequested() != 317 {
		t.Errorf("bank fill of the temporary part %s of %d", got, temporary.NetRequested())
	}
	if got := temporary.BankShareOfFilled().String(); got != "74.2%" {
		t.Errorf("bank share of the filled temporary part %s", got)
	}

	// Full-time equivalents of the eight employers of Kent and Medway, March 2025, as one total: sums of what was published
	// for each (NHS England, sickness absence rates, FTE-days available over 31), in tenths. A total row among them, or a
	// group beside its own parts, would have doubled it.
	var total int64
	for _, fte := range []int64{106721, 78284, 51992, 41775, 44990, 35817, 11517, 46473} {
		total += fte
	}
	if total != 417569 {
		t.Errorf("eight employers have %d tenths of FTE", total)
	}
}
