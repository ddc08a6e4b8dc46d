package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/approach"
	"github.com/muster-ics/muster/services/passports/internal/credential"
	"github.com/muster-ics/muster/services/passports/internal/dcql"
	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/oid4vp"
	"github.com/muster-ics/muster/services/passports/internal/registry"
	"github.com/muster-ics/muster/services/passports/internal/sdjwt"
)

// AnswerApproach is a worker's yes to a receiver outside this system.
type AnswerApproach struct {
	Approach id.ID
	Chosen
	RequestID string
}

// AnswerApproach shows a receiver outside this system what the worker agreed to. That it is on its way is written first,
// with the look that it gives the receiver: whatever becomes of the call, nothing is sent twice and nothing unseen.
func (p *Passports) AnswerApproach(ctx context.Context, in AnswerApproach) (ApproachView, error) {
	workerID, principal, err := p.own(ctx, MayPresent)
	if err != nil {
		return ApproachView{}, err
	}
	a, e, err := p.answerable(ctx, workerID, in.Approach)
	if err != nil {
		return ApproachView{}, err
	}
	r, who := a.Record(), by(principal, in.RequestID)
	token, err := p.signed(ctx, workerID, questionOf{Query: r.Query, Audience: r.ClientID, Nonce: r.Nonce}, in.Chosen, who)
	if err != nil {
		return ApproachView{}, err
	}
	told, kinds, err := p.toldBy(r.Query, token)
	if err != nil {
		return ApproachView{}, err
	}
	now := p.Clock.Now()
	look := &Look{ID: id.New(), Employer: r.ODS, Receiver: r.Receiver, Viewer: "receiver", Purpose: LookPresentation, Kinds: kinds, At: now}
	if err := p.changeApproach(ctx, workerID, in.Approach, principal, in.RequestID, look, func(a *approach.Approach) error { return a.Send(told, now) }); err != nil {
		return ApproachView{}, err
	}
	// From here on the answer may have arrived: what came of it is kept even when the worker does not wait for it.
	ctx = context.WithoutCancel(ctx)
	taken, body, err := p.Outside.Bring(ctx, r.ResponseURI, oid4vp.Answer{State: r.State, Presentations: token}.Form(), e.Receivers)
	status, reason, next := approach.Accepted, "", p.next(body, e)
	switch {
	case err != nil:
		status, reason, next = approach.Unclear, approach.NoAnswer, ""
	case !taken:
		status, reason, next = approach.Refused, approach.ReceiverRefused, ""
	}
	if err := p.changeApproach(ctx, workerID, in.Approach, principal, in.RequestID, nil, func(a *approach.Approach) error { return a.Settle(status, reason, next) }); err != nil {
		return ApproachView{}, err
	}
	return p.ShowApproach(ctx, in.Approach)
}

// DeclineApproach says no to a receiver outside this system. It is told that, if it can be reached, and nothing else.
func (p *Passports) DeclineApproach(ctx context.Context, approachID id.ID, requestID string) error {
	workerID, principal, err := p.own(ctx, MayPresent)
	if err != nil {
		return err
	}
	now := p.Clock.Now()
	if err := p.changeApproach(ctx, workerID, approachID, principal, requestID, nil, func(a *approach.Approach) error { return a.Decline(now) }); err != nil {
		return err
	}
	a, err := p.Approaches.Approach(ctx, workerID, approachID)
	if err != nil {
		return err
	}
	r := a.Record()
	if e, ok, err := p.stillListed(ctx, r); err == nil && ok {
		// The no stands whether or not the receiver hears it.
		_, _, _ = p.Outside.Bring(ctx, r.ResponseURI, oid4vp.Answer{State: r.State, Refusal: "access_denied"}.Form(), e.Receivers)
	}
	return nil
}

// answerable gives an approach that can be answered now, of a receiver that is still listed.
func (p *Passports) answerable(ctx context.Context, workerID, approachID id.ID) (*approach.Approach, registry.Entry, error) {
	a, err := p.Approaches.Approach(ctx, workerID, approachID)
	if err != nil {
		return nil, registry.Entry{}, err
	}
	if err := a.Answerable(p.Clock.Now()); err != nil {
		return nil, registry.Entry{}, refused(err, "")
	}
	e, ok, err := p.stillListed(ctx, a.Record())
	if err == nil && !ok {
		err = notListed(bare(a.Record().Host))
	}
	return a, e, err
}

func (p *Passports) stillListed(ctx context.Context, r approach.Record) (registry.Entry, bool, error) {
	reg, err := p.Registry(ctx)
	if err != nil {
		return registry.Entry{}, false, err
	}
	host, vouched := oid4vp.Host(r.ClientID)
	e, ok := p.outsideAt(reg, r.ResponseURI, host)
	return e, ok && e.Name == r.Receiver && (vouched || p.Unsigned), nil
}

func (p *Passports) changeApproach(ctx context.Context, workerID, approachID id.ID, who auth.Principal, requestID string, look *Look, act func(*approach.Approach) error) error {
	w, err := p.Workers.Get(ctx, workerID)
	if err != nil {
		return err
	}
	return p.Approaches.ChangeApproach(ctx, workerID, approachID, func(a *approach.Approach) (Approached, error) {
		if err := act(a); err != nil {
			return Approached{}, refused(err, "")
		}
		f, err := p.approachFact(ctx, a, w.HomeEmployer(), by(who, requestID), p.Clock.Now())
		return Approached{Fact: f, Look: look}, err
	})
}

// toldBy names what presentations tell, and the kinds of field for the worker's log of looks.
func (p *Passports) toldBy(q dcql.Query, token map[string][]string) (told []approach.Told, kinds []string, err error) {
	for _, c := range q.Credentials {
		for _, compact := range token[c.ID] {
			parsed, err := sdjwt.Parse(compact)
			if err != nil {
				return nil, nil, err
			}
			vct, _ := jws.Text(parsed.Claims, "vct")
			one := approach.Told{Type: p.shortType(vct), Claims: append([]string{}, parsed.Names()...)}
			told, kinds = append(told, one), addKinds(kinds, credential.Type(one.Type), one.Claims)
		}
	}
	return told, kinds, nil
}

// next reads where the receiver's answer would have the worker go on.
func (p *Passports) next(body []byte, e registry.Entry) string {
	said, err := jws.Object(body)
	if err != nil {
		return ""
	}
	address, _ := jws.Text(said, "redirect_uri")
	return p.nextOf(address, e.Receivers)
}

// answeredWithin is how long nobody wonders that what was sent has no outcome yet: a call ends long before.
const answeredWithin = time.Minute
