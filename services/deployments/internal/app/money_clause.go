package app

import "github.com/muster-ics/muster/services/deployments/internal/recharge"

// MoneyClause is what an agreement's clauses say of money, as recharges need it.
func MoneyClause(c Clauses) recharge.Clause {
	m := c.Money
	out := recharge.Clause{
		Model: c.Model, Basis: recharge.Basis(m.RateBasis), OnCost: int64(m.OnCostBP), AdminFeePence: m.AdminFeePence,
		TravelPencePerMile: m.TravelPencePerMile, CancellationBearer: recharge.Bearer(m.CancellationBearer),
		VAT: recharge.VAT(c.VAT.Treatment), DisputeDays: m.DisputeDays,
		Unsocial: recharge.UnsocialHours(m.UnsocialHours),
	}
	for _, r := range m.Harmonised {
		out.Harmonised = append(out.Harmonised, recharge.Rate(r))
	}
	return out
}
