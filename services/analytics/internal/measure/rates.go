package measure

import (
	"cmp"
	"maps"
	"slices"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

// Spread is what employers offer for alike work: the same staff group, band and period of the week. All amounts are basic
// pence an hour.
type Spread struct {
	StaffGroup, Band, Period string
	// MedianPence is over all shifts of all employers.
	MedianPence int64
	Shifts      int64
	// Employers has each that asked for such work, the best paying first.
	Employers []Offered
}

// Offered is what one employer offers.
type Offered struct {
	Employer              string
	Shifts                int64
	MedianPence, MaxPence int64
	// Escalated are the shifts whose rate was raised above its standard.
	Escalated int64
}

// AbovePerMille is how far the employer's median lies above the median of all, in thousandths; negative below it.
func (o Offered) AbovePerMille(s Spread) int64 {
	if s.MedianPence == 0 {
		return 0
	}
	return (o.MedianPence - s.MedianPence) * 1000 / s.MedianPence
}

// Spreads compares rates over the shifts that were not called off.
func Spreads(shifts []fact.Shift) []Spread {
	type alike struct{ group, band, period string }
	rates := map[alike]map[string][]int64{}
	raised := map[alike]map[string]int64{}
	for _, s := range shifts {
		if s.RatePence <= 0 || s.Status == "withdrawn" || s.Status == "cancelled" {
			continue
		}
		k := alike{s.StaffGroup, s.Band, PeriodOf(s.StartsAt, s.EndsAt)}
		if rates[k] == nil {
			rates[k], raised[k] = map[string][]int64{}, map[string]int64{}
		}
		rates[k][s.Employer] = append(rates[k][s.Employer], s.RatePence)
		if s.BaseRatePence > 0 && s.RatePence > s.BaseRatePence {
			raised[k][s.Employer]++
		}
	}
	var out []Spread
	for k, byEmployer := range rates {
		spread := Spread{StaffGroup: k.group, Band: k.band, Period: k.period}
		var all []int64
		for _, employer := range slices.Sorted(maps.Keys(byEmployer)) {
			paid := slices.Sorted(slices.Values(byEmployer[employer]))
			all = append(all, paid...)
			spread.Employers = append(spread.Employers, Offered{
				Employer: employer, Shifts: int64(len(paid)), MedianPence: rank(paid, 50), MaxPence: paid[len(paid)-1], Escalated: raised[k][employer],
			})
		}
		slices.Sort(all)
		spread.MedianPence, spread.Shifts = rank(all, 50), int64(len(all))
		slices.SortStableFunc(spread.Employers, func(a, b Offered) int { return cmp.Compare(b.MedianPence, a.MedianPence) })
		out = append(out, spread)
	}
	slices.SortFunc(out, func(a, b Spread) int {
		return cmp.Or(cmp.Compare(a.StaffGroup, b.StaffGroup), cmp.Compare(a.Band, b.Band), cmp.Compare(a.Period, b.Period))
	})
	return out
}
