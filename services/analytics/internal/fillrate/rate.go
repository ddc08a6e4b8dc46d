package fillrate

import "strconv"

// FloorPerMille is the fill rate under which a figure is marked, 85 %: the floor that trust boards commonly set.
const FloorPerMille = 850

// Rate is a ratio of two sums. It keeps both, so that nobody averages percentages.
type Rate struct{ Of, Over int64 }

// Known is false when nothing was asked for: then there is no percentage, neither 0 % nor 100 %.
func (r Rate) Known() bool { return r.Over > 0 }

// Ratio is the rate as a number, 1 meaning all; above 1 is shown as it is. Nil when there is no percentage.
func (r Rate) Ratio() *float64 {
	if !r.Known() {
		return nil
	}
	v := float64(r.Of) / float64(r.Over)
	return &v
}

// PerMille rounds half up, except that nothing short of all is rounded up to 1000. It is 0 when there is no percentage.
func (r Rate) PerMille() int64 {
	if !r.Known() {
		return 0
	}
	pm := (r.Of*2000 + r.Over) / (2 * r.Over)
	if pm >= 1000 && r.Of < r.Over {
		return 999
	}
	return pm
}

// BelowFloor tells whether the rate is known and under FloorPerMille, judged on the exact ratio.
func (r Rate) BelowFloor() bool { return r.Known() && r.Of*1000 < FloorPerMille*r.Over }

// String is the percentage with one decimal, or a dash when there is none.
func (r Rate) String() string {
	if !r.Known() {
		return "–"
	}
	pm := r.PerMille()
	if pm%10 == 0 {
		return strconv.FormatInt(pm/10, 10) + "%"
	}
	return strconv.FormatInt(pm/10, 10) + "." + strconv.FormatInt(pm%10, 10) + "%"
}
