package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/events/deployments"
	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/services/passports/internal/disclosure"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// publicDisclosures are those in force. Nil stays nil: nobody knows.
func publicDisclosures(all []disclosure.Disclosure, now time.Time) []contract.Disclosure {
	if all == nil {
		return nil
	}
	out := []contract.Disclosure{}
	for _, d := range all {
		if r := d.Record(); d.Live(now) {
			out = append(out, contract.Disclosure{Host: r.Host, From: r.From, Until: r.Until, AgreementID: r.AgreementID, AgreementVersion: r.AgreementVersion})
		}
	}
	return out
}

// disclosed are the facts that the worker has just said yes or no to hosts.
func (p *Passports) disclosed(ctx context.Context, w *worker.Worker, hosts []string, who By, now time.Time) ([]Fact, error) {
	var out []Fact
	for _, host := range hosts {
		d, _ := disclosure.For(w.Record().Disclosures, host)
		f, err := p.disclosedTo(ctx, w, d.Record(), who, now)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

func (p *Passports) disclosedTo(ctx context.Context, w *worker.Worker, r disclosure.Record, who By, now time.Time) (Fact, error) {
	state := contract.DisclosureState{
		DisclosureID: r.ID.String(), WorkerID: w.ID().String(), HomeEmployer: w.HomeEmployer(), Host: r.Host, From: r.From, Until: r.Until,
		AgreementID: r.AgreementID, AgreementVersion: r.AgreementVersion,
	}
	f := Fact{Action: verbAuthorise, By: who, After: r.Canonical()}
	if r.WithdrawnAt != nil {
		f.Action = verbWithdraw
		return p.fact(ctx, contract.DisclosureWithdrawnV1{Disclosure: state, WithdrawnAt: *r.WithdrawnAt}, w.HomeEmployer(), r.ID, r.Version, now, f)
	}
	return p.fact(ctx, contract.DisclosureAuthorisedV1{Disclosure: state}, w.HomeEmployer(), r.ID, r.Version, now, f)
}

// AgreementOf reads an agreement as deployments tells it.
func AgreementOf(s deployments.AgreementState) Agreement {
	a := Agreement{
		ID: s.AgreementID, Version: s.Version, Title: s.Title, Model: s.Model, Status: s.Status, Sites: s.Sites, StaffGroups: s.StaffGroups, Bands: s.Bands,
		From: s.From, Until: s.Until, Parties: []AgreementParty{}, Honoured: s.AtEnd == "honour",
	}
	if s.Clauses != nil {
		a.Indemnity = s.Clauses.Indemnity.ClinicalNegligence
	}
	for _, party := range s.Parties {
		a.Parties = append(a.Parties, AgreementParty{Employer: party.Employer, SignedAt: party.SignedAt, ExitsAt: party.ExitsAt})
	}
	return a
}
