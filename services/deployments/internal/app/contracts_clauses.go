package app

import (
	contracts "github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

// modelTold is the model in the words that the first version of the contract has.
func modelTold(model string) string {
	switch model {
	case "honorary_contract", "secondment":
		return "licence_to_attend"
	}
	return model
}

// clausesTold are all clauses as others hear of them.
func clausesTold(c agreement.Clauses) *contracts.Clauses {
	out := &contracts.Clauses{
		Title: c.Title, Model: c.Model, Lead: c.Lead, Parties: []contracts.ClauseParty{}, Accession: c.Accession, From: c.From, Until: c.Until,
		Scope: contracts.Scope(c.Scope), Direction: contracts.Direction(c.Direction), Consent: c.Consent, Limits: contracts.Limits(c.Limits),
		Checks:   contracts.Checks{Minimums: []contracts.CheckMinimum{}},
		Training: contracts.Training{Accepted: []contracts.AcceptedTraining{}, TopUps: []contracts.TopUp{}},
		Money:    moneyTold(c.Money), VAT: contracts.VAT(c.VAT), Indemnity: contracts.Indemnity(c.Indemnity),
		Information: contracts.Information(c.Information), Notice: contracts.Notice{Days: c.Notice.Days, Booked: string(c.Notice.Booked)},
		Duties: contracts.Duties(c.Duties), MutualAid: contracts.MutualAid(c.MutualAid), Names: c.Names,
	}
	for _, p := range c.Parties {
		out.Parties = append(out.Parties, contracts.ClauseParty(p))
	}
	for _, m := range c.Checks.Minimums {
		out.Checks.Minimums = append(out.Checks.Minimums, contracts.CheckMinimum(m))
	}
	for _, a := range c.Training.Accepted {
		out.Training.Accepted = append(out.Training.Accepted, contracts.AcceptedTraining(a))
	}
	for _, u := range c.Training.TopUps {
		out.Training.TopUps = append(out.Training.TopUps, contracts.TopUp(u))
	}
	return out
}

func moneyTold(m agreement.Money) contracts.Money {
	out := contracts.Money{
		RateBasis: m.RateBasis, Harmonised: []contracts.HarmonisedRate{}, OnCostBP: m.OnCostBP, AdminFeePence: m.AdminFeePence,
		TravelPencePerMile: m.TravelPencePerMile, CancellationBearer: m.CancellationBearer, Invoice: m.Invoice, DisputeDays: m.DisputeDays,
		UnsocialHours: m.UnsocialHours,
	}
	for _, r := range m.Harmonised {
		out.Harmonised = append(out.Harmonised, contracts.HarmonisedRate(r))
	}
	return out
}
