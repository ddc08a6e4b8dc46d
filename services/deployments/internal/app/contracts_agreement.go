package app

import (
	"time"

	"github.com/muster-ics/muster/events"
	contracts "github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

// change is what happened to an agreement, as others hear of it.
type change int

const (
	offered change = iota + 1
	signed
	cameIntoForce
	invited
	dropped
	ended
	left
)

// tellAgreement tells what happened last to an agreement. before is its record before that.
func tellAgreement(a *agreement.Agreement, before agreement.Record, what change, ics string, at time.Time, t Trail) Told {
	r := a.Record()
	state := agreementState(r)
	t.Before, t.After = canonical(agreementState(before)), canonical(state)
	return Told{
		Event: agreementEvent(what, before, r, state), Aggregate: r.ID.String(), Version: r.Version, ICS: ics, ODS: r.ProposedBy, At: at, Trail: t,
	}
}

func agreementEvent(what change, before, r agreement.Record, state contracts.AgreementState) events.Event {
	switch what {
	case offered:
		return contracts.AgreementOfferedV1{Agreement: state}
	case signed:
		return contracts.AgreementSignedV1{Agreement: state}
	case cameIntoForce:
		if before.Terms != r.Terms {
			return contracts.AgreementAmendedV1{Agreement: state, FromVersion: before.Terms, Changes: changesTold(before.Clauses, r.Clauses)}
		}
		return contracts.AgreementInForceV1{Agreement: state}
	case left:
		exit := r.Exits[len(r.Exits)-1]
		return contracts.AgreementNoticeGivenV1{Agreement: state, GivenBy: exit.Employer, Of: "party", At: exit.At}
	case ended:
		if r.Status == agreement.InForce {
			return contracts.AgreementNoticeGivenV1{Agreement: state, GivenBy: r.Notice.By, Of: "agreement", At: *r.EndsAt}
		}
		return contracts.AgreementEndedV1{Agreement: state}
	case invited, dropped:
	}
	// An invitation, and a new version that was given up, are news of an agreement that stays in force.
	return contracts.AgreementInForceV1{Agreement: state}
}

func changesTold(before, after agreement.Clauses) []contracts.ClauseChange {
	out := []contracts.ClauseChange{}
	for _, c := range agreement.Diff(before, after) {
		out = append(out, contracts.ClauseChange(c))
	}
	return out
}

func agreementState(r agreement.Record) contracts.AgreementState {
	c := r.Clauses
	s := contracts.AgreementState{
		AgreementID: r.ID.String(), Version: r.Terms, Title: c.Title, Model: modelTold(c.Model), Status: string(r.Status),
		InForceAt: r.InForceAt,
		Sites:     c.Scope.SitesIn, StaffGroups: c.Scope.StaffGroups, Bands: c.Scope.Bands, From: c.From, Until: c.Until,
		MaxDays: c.Limits.MaxDaysIn12Months, AtEnd: string(c.Notice.Booked), TermsHash: r.Hash, Clauses: clausesTold(c),
	}
	if r.EndsAt != nil && r.EndsAt.After(c.From) {
		s.Until = r.EndsAt // An end set by a party is earlier than the clause's.
	}
	a := agreement.Rehydrate(r)
	for _, p := range a.Parties() {
		party := contracts.Party{Employer: p.Employer, AccedesAt: p.AccedesAt, ExitsAt: p.ExitsAt}
		if sig, ok := a.SignedBy(p.Employer); ok {
			party.SignedAt = &sig.SignedAt
		}
		s.Parties = append(s.Parties, party)
	}
	if next := a.Next(); next != nil && next.OfferedAt != nil {
		s.Amendment = amendmentTold(next)
	}
	return s
}

func amendmentTold(next *agreement.Proposal) *contracts.Amendment {
	out := &contracts.Amendment{Version: next.Terms, TermsHash: next.Hash, OfferedBy: next.ProposedBy, OfferedAt: *next.OfferedAt}
	for _, p := range next.Clauses.Parties {
		party := contracts.Party{Employer: p.Employer, AccedesAt: p.AccedesAt, ExitsAt: p.ExitsAt}
		if sig, ok := next.SignedBy(p.Employer); ok {
			party.SignedAt = &sig.SignedAt
		}
		out.Parties = append(out.Parties, party)
	}
	return out
}
