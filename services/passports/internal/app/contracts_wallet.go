package app

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/muster-ics/muster/events"
	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/services/passports/internal/dcql"
	"github.com/muster-ics/muster/services/passports/internal/offer"
	"github.com/muster-ics/muster/services/passports/internal/presentation"
)

// offerFact tells how an offer stands after a change.
func (p *Passports) offerFact(ctx context.Context, o *offer.Offer, who By, now time.Time) (Fact, error) {
	r := o.Record()
	state := contract.CredentialOfferState{
		OfferID: r.ID.String(), WorkerID: r.WorkerID.String(), Employer: r.Employer, Types: p.typesOf(r.Configurations), Status: string(r.Status),
		OfferedAt: r.OfferedAt, ExpiresAt: r.ExpiresAt, Wallet: string(r.Wallet), ReasonCode: r.Reason,
	}
	f := Fact{Reason: r.Reason, By: who, After: encoded(state)}
	var ev events.Event
	switch r.Status {
	case offer.Accepted:
		f.Action, ev = "credential.accept", contract.CredentialAcceptedV1{Offer: state}
	case offer.Rejected:
		f.Action, ev = "credential.reject", contract.CredentialRejectedV1{Offer: state}
	default:
		f.Action, ev = "credential.offer", contract.CredentialOfferedV1{Offer: state}
	}
	return p.fact(ctx, ev, r.Employer, r.ID, r.Version, now, f)
}

// presentationFact tells how a request stands after a change.
func (p *Passports) presentationFact(ctx context.Context, q *presentation.Request, who By, now time.Time) (Fact, error) {
	r := q.Record()
	state := contract.PresentationState{
		RequestID: r.ID.String(), Receiver: r.Receiver, Purpose: r.Purpose, Asked: p.asked(r.Query), Status: string(r.Status),
		RequestedAt: r.RequestedAt, ExpiresAt: r.ExpiresAt, AnsweredAt: r.AnsweredAt, ReasonCode: r.Reason,
	}
	if r.WorkerID != nil {
		state.WorkerID = r.WorkerID.String()
	}
	f := Fact{Reason: r.Reason, By: who, After: encoded(state)}
	var ev events.Event
	switch r.Status {
	case presentation.Verified:
		state.Told = p.told(r.Receipt)
		f.Action, ev = "presentation.verify", contract.PresentationVerifiedV1{Presentation: state}
	case presentation.Refused:
		f.Action, ev = "presentation.refuse", contract.PresentationRefusedV1{Presentation: state}
	default:
		f.Action, ev = "presentation.request", contract.PresentationRequestedV1{Presentation: state}
	}
	return p.fact(ctx, ev, r.Receiver, r.ID, r.Version, now, f)
}

// asked names types and claims of a query.
func (p *Passports) asked(q dcql.Query) []contract.AskedCredential {
	out := []contract.AskedCredential{}
	for _, c := range q.Credentials {
		claims := []string{}
		for _, one := range c.Claims {
			claims = append(claims, one.Path.String())
		}
		for _, t := range c.Types {
			out = append(out, contract.AskedCredential{Type: p.shortType(t), Claims: claims})
		}
	}
	return out
}

func (p *Passports) told(r *presentation.Receipt) []contract.AskedCredential {
	out := []contract.AskedCredential{}
	for _, c := range r.Credentials {
		claims := c.Claims
		if claims == nil {
			claims = []string{}
		}
		out = append(out, contract.AskedCredential{Type: p.shortType(c.Type), Claims: claims})
	}
	return out
}

// shortType is a type without the operator's base address, e.g. dbs/1.
func (p *Passports) shortType(vct string) string { return strings.TrimPrefix(vct, p.Addresses.Types) }

func encoded(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		return nil
	}
	return b
}
