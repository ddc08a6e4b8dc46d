package api

import (
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/app"
)

// apply writes the changes into clauses. Nothing is checked here.
func (ch Changes) apply(c *app.Clauses) {
	set(&c.Title, ch.Title)
	set(&c.Model, ch.Model)
	set(&c.Lead, ch.Lead)
	set(&c.Accession, ch.Accession)
	set(&c.From, ch.From)
	set(&c.Consent, ch.Consent)
	if ch.NoEnd {
		c.Until = nil
	} else if ch.Until != nil {
		c.Until = ch.Until
	}
	if ch.Parties != nil {
		c.Parties = each(ch.Parties, func(p PartyClause) app.Party { return app.Party(p) })
	}
	ch.applyWork(c)
	ch.applyMoney(c)
}

func (ch Changes) applyWork(c *app.Clauses) {
	if ch.Scope != nil {
		c.Scope = app.Scope(*ch.Scope)
	}
	if ch.Direction != nil {
		c.Direction = app.Direction(*ch.Direction)
	}
	if ch.Limits != nil {
		c.Limits = app.Limits(*ch.Limits)
	}
	if ch.Checks != nil {
		c.Checks = app.Checks{Minimums: each(ch.Checks.Minimums, func(m MinimumClause) app.Minimum { return app.Minimum(m) })}
	}
	if ch.Training != nil {
		c.Training = app.Training{
			Accepted: each(ch.Training.Accepted, func(a AcceptedClause) app.Accepted { return app.Accepted(a) }),
			TopUps:   each(ch.Training.TopUps, func(u TopUpClause) app.TopUp { return app.TopUp(u) }),
		}
	}
	if ch.Notice != nil {
		c.Notice = app.Notice(*ch.Notice)
	}
	if ch.MutualAid != nil {
		c.MutualAid = app.AidClause(*ch.MutualAid)
	}
	if ch.Duties != nil {
		c.Duties = app.Duties(*ch.Duties)
	}
}

func (ch Changes) applyMoney(c *app.Clauses) {
	if m := ch.Money; m != nil {
		c.Money = app.Money{
			RateBasis: m.RateBasis, OnCostBP: m.OnCostBP, AdminFeePence: m.AdminFeePence, TravelPencePerMile: m.TravelPencePerMile,
			CancellationBearer: m.CancellationBearer, Invoice: m.Invoice, DisputeDays: m.DisputeDays, UnsocialHours: m.UnsocialHours,
			Harmonised: each(m.Harmonised, func(r HarmonisedRateClause) app.HarmonisedRate { return app.HarmonisedRate(r) }),
		}
	}
	if ch.VAT != nil {
		c.VAT = app.VAT(*ch.VAT)
	}
	if ch.Indemnity != nil {
		c.Indemnity = app.Indemnity(*ch.Indemnity)
	}
	if ch.Information != nil {
		c.Information = app.Information(*ch.Information)
	}
}

// drafted are the clauses of a new draft: the template's, with the changes.
func (ch Changes) drafted(template string) (app.Clauses, error) {
	if template == "" && ch.Model != nil {
		template = *ch.Model
	}
	c, err := app.FromTemplate(template)
	if err != nil {
		return c, err
	}
	ch.apply(&c)
	return c, nil
}

func set[T string | time.Time](to, from *T) {
	if from != nil {
		*to = *from
	}
}

func each[A, B any](in []A, of func(A) B) []B {
	out := make([]B, len(in))
	for i, a := range in {
		out[i] = of(a)
	}
	return out
}
