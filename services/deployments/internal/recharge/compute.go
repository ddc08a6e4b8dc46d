package recharge

import "cmp"

// Part is what a component of a recharge is for.
type Part string

// The parts, in the order in which they are shown.
const (
	Pay          Part = "pay"
	Cancellation Part = "cancellation"
	OnCosts      Part = "on_costs"
	AdminFee     Part = "admin_fee"
	Travel       Part = "travel"
	Credit       Part = "credit"
	Tax          Part = "vat"
)

// Parts are all parts.
var Parts = []Part{Pay, Cancellation, OnCosts, AdminFee, Travel, Credit, Tax}

// Component is one rounded amount.
type Component struct {
	Part  Part
	Pence int64
}

// Charge is what a line comes to.
type Charge struct {
	// Basis is whose rate was repaid in fact: where the clause's is not known for the work, the locked pay counts.
	Basis Basis
	// Components are never nothing each; their sum is TotalPence.
	Components []Component
	TotalPence int64
}

func (c *Charge) add(part Part, pence int64) {
	if pence != 0 {
		c.Components = append(c.Components, Component{part, pence})
		c.TotalPence += pence
	}
}

// Of is what a part comes to.
func (c Charge) Of(part Part) int64 {
	for _, x := range c.Components {
		if x.Part == part {
			return x.Pence
		}
	}
	return 0
}

// Compute is what a booking's work comes to. It needs nothing but its arguments, so that anybody who has the events comes
// to the same pence.
func Compute(c Clause, w Work, f Facts) Charge {
	out := Charge{Basis: HostRate}
	if c.Basis == "" {
		return out // The parties have agreed nothing on money.
	}
	switch w.Kind {
	case Worked:
		c.worked(&out, w, f)
	case Owed:
		c.owed(&out, w)
	case Nothing:
	}
	out.add(Credit, -f.credit(out.TotalPence))
	out.add(Tax, share(out.TotalPence, vatRates[c.VAT]))
	return out
}

// worked repays pay, what employing costs on top, and travel, where the home employer paid them. The fee for arranging is
// owed under every model.
func (c Clause) worked(out *Charge, w Work, f Facts) {
	if c.homePays() {
		var pay int64
		pay, out.Basis = c.pay(w, f.HomeCard)
		out.add(Pay, pay)
		out.add(OnCosts, share(pay, c.OnCost))
	}
	out.add(AdminFee, c.AdminFeePence)
	if c.homePays() {
		out.add(Travel, int64(f.Miles)*c.TravelPencePerMile)
	}
}

// owed moves what is owed for a cancellation from who pays the worker to who bears it; nothing where they are one.
func (c Clause) owed(out *Charge, w Work) {
	sign := int64(1)
	switch {
	case c.homePays() == !c.hostBears():
		return
	case !c.homePays():
		sign = -1
	}
	out.add(Cancellation, sign*w.PayPence)
	out.add(OnCosts, sign*share(w.PayPence, c.OnCost))
}

// credit lets off no more than is owed: corrected hours may have made the line smaller than what was let off.
func (f Facts) credit(total int64) int64 {
	if total < 0 {
		return -min(f.CreditPence, -total)
	}
	return min(f.CreditPence, total)
}

// pay is the pay of the hours on the clause's basis.
func (c Clause) pay(w Work, card *HomeCard) (int64, Basis) {
	switch c.Basis {
	case Harmonised:
		if r, ok := c.Rate(w.StaffGroup, w.Band); ok {
			return w.byTable(r, c.Unsocial), Harmonised
		}
	case HomeRate:
		if card != nil {
			return w.atHome(*card), HomeRate
		}
	case HostRate:
	}
	return w.PayPence, HostRate
}

// byTable pays by the agreement's table. The break comes out of plain hours first.
func (w Work) byTable(r Rate, unsocial UnsocialHours) int64 {
	if unsocial == AsPaid || !w.timed() {
		return w.atTwoRates(r.HourlyPence, r.UnsocialPence)
	}
	var minutes [2]int
	for _, c := range w.classes(unsocial.windows(), 1, false) {
		if c.window == nil {
			minutes[0] += c.minutes
		} else {
			minutes[1] += c.minutes
		}
	}
	return timed(minutes[0], r.HourlyPence, 0) + timed(minutes[1], cmp.Or(r.UnsocialPence, r.HourlyPence), 0)
}

// hours are the lines of the split that are for time; all in one plain line where no split was told.
func (w Work) hours() []Line {
	var out []Line
	for _, l := range w.Split {
		if l.Minutes > 0 {
			out = append(out, l)
		}
	}
	if out == nil {
		return []Line{{Kind: plainHours, Minutes: w.Minutes}}
	}
	return out
}

// atTwoRates pays plain hours at one rate and all others at the second. Which hours are plain follows the split that the
// worker was paid by, so that no hour is plain for the worker and unsocial between the employers.
func (w Work) atTwoRates(plain, other int64) int64 {
	if other == 0 {
		other = plain
	}
	var minutes [2]int
	for _, l := range w.hours() {
		if l.Kind == plainHours {
			minutes[0] += l.Minutes
		} else {
			minutes[1] += l.Minutes
		}
	}
	return timed(minutes[0], plain, 0) + timed(minutes[1], other, 0)
}
