package independent

import "slices"

// Spread is what is paid for alike work.
type Spread struct {
	StaffGroup  string    `json:"staff_group"`
	Band        string    `json:"band"`
	Period      string    `json:"period"`
	Shifts      int64     `json:"shifts"`
	MedianPence int64     `json:"median_pence"`
	Employers   []Offered `json:"employers"`
}

// Offered is what one employer pays for it.
type Offered struct {
	Employer      string `json:"employer"`
	Shifts        int64  `json:"shifts"`
	MedianPence   int64  `json:"median_pence"`
	MaxPence      int64  `json:"max_pence"`
	Escalated     int64  `json:"escalated"`
	AbovePerMille int64  `json:"above_per_mille"`
}

// Spreads are all alike work, as the lead sees it.
func (h *History) Spreads(in Interval) map[string]Spread {
	alike := map[string]map[string][]shift{}
	for _, s := range h.shifts {
		if !s.counted() || s.calledOff() || !in.has(s.StartsAt) {
			continue
		}
		kind := s.StaffGroup + " " + s.Band + " " + period(s.StartsAt, s.EndsAt)
		if alike[kind] == nil {
			alike[kind] = map[string][]shift{}
		}
		alike[kind][s.Employer] = append(alike[kind][s.Employer], s)
	}
	out := map[string]Spread{}
	for kind, employers := range alike {
		var all []shift
		for _, some := range employers {
			all = append(all, some...)
		}
		first := all[0]
		spread := Spread{
			StaffGroup: first.StaffGroup, Band: first.Band, Period: period(first.StartsAt, first.EndsAt),
			Shifts: int64(len(all)), MedianPence: nearestRank(pay(all), 50),
		}
		for employer, some := range employers {
			rates := pay(some)
			o := Offered{Employer: employer, Shifts: int64(len(some)), MedianPence: nearestRank(rates, 50), MaxPence: rates[len(rates)-1]}
			o.AbovePerMille = (o.MedianPence - spread.MedianPence) * 1000 / spread.MedianPence
			for _, s := range some {
				if s.BaseRate > 0 && s.RatePence > s.BaseRate {
					o.Escalated++
				}
			}
			spread.Employers = append(spread.Employers, o)
		}
		out[kind] = spread
	}
	return out
}

// pay is the basic pence an hour, the least first.
func pay(shifts []shift) []int64 {
	rates := make([]int64, len(shifts))
	for i, s := range shifts {
		rates[i] = s.RatePence
	}
	slices.Sort(rates)
	return rates
}

// seenBy leaves an employer itself beside the median of all; the lead sees everybody.
func (s Spread) seenBy(viewer string) Spread {
	var own []Offered
	for _, o := range s.Employers {
		if viewer == "" || o.Employer == viewer {
			own = append(own, o)
		}
	}
	s.Employers = own
	return s
}
