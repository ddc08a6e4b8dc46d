package app

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/approach"
	"github.com/muster-ics/muster/services/passports/internal/oid4vp"
	"github.com/muster-ics/muster/services/passports/internal/registry"
)

// asking is what the link of a receiver outside this system says.
type asking struct {
	link, clientID, requestURI string
	signed                     bool
}

// listing is one receiver of the registry, as the rules of requests ask for it.
type listing struct{ e registry.Entry }

var _ oid4vp.Trust = listing{}

// Receiver implements oid4vp.Trust.
func (l listing) Receiver(host string, now time.Time) ([]string, bool) {
	ok := l.e.In(now) && slices.ContainsFunc(l.e.Receivers, func(h string) bool { return bare(h) == host })
	return l.e.Roots, ok
}

// openApproach fetches what a listed receiver asks, verifies it and keeps it. A worker who opens the same again is led to
// what was kept.
func (p *Passports) openApproach(ctx context.Context, e registry.Entry, in asking, requestID string) (id.ID, error) {
	workerID, principal, err := p.own(ctx, MayPresent)
	if err != nil {
		return id.Nil, err
	}
	now := p.Clock.Now()
	if in.signed {
		known, err := p.Approaches.OpenApproach(ctx, workerID, in.requestURI, now)
		if err == nil {
			return known.Record().ID, nil
		}
		if !errors.Is(err, ErrNoApproach) {
			return id.Nil, err
		}
	}
	asked, err := p.read(ctx, e, in, now)
	if err != nil {
		return id.Nil, err
	}
	if p.Outside.May(asked.ResponseURI, e.Receivers) != nil {
		return id.Nil, fault.New(fault.Forbidden, "answer_goes_elsewhere", "%s would have the answer go to an address at which it is not in the register, so your passport is not shown to them.", e.Name)
	}
	w, err := p.Workers.Get(ctx, workerID)
	if err != nil {
		return id.Nil, err
	}
	purpose, err := p.purposeOf(ctx, e)
	if err != nil {
		return id.Nil, err
	}
	a, err := approach.Open(approach.Record{
		WorkerID: workerID, Receiver: e.Name, ODS: e.ODS, Host: hostOf(asked.ResponseURI), Purpose: purpose, Signed: in.signed,
		ClientID: asked.ClientID, RequestURI: in.requestURI, ResponseURI: asked.ResponseURI, Nonce: asked.Nonce, State: asked.State,
		Query: asked.Query, ExpiresAt: asked.ExpiresAt,
	}, now)
	if err != nil {
		return id.Nil, refused(err, "")
	}
	f, err := p.approachFact(ctx, a, w.HomeEmployer(), by(principal, requestID), now)
	if err != nil {
		return id.Nil, err
	}
	a, err = p.Approaches.AddApproach(ctx, a, f)
	if err != nil {
		return id.Nil, err
	}
	return a.Record().ID, nil
}

// read gives what a receiver asks: out of the link when nobody has signed it, otherwise fetched and verified.
func (p *Passports) read(ctx context.Context, e registry.Entry, in asking, now time.Time) (oid4vp.Request, error) {
	var asked oid4vp.Request
	var err error
	if in.signed {
		var raw []byte
		if raw, err = p.Outside.Fetch(ctx, in.requestURI, e.Receivers); err != nil {
			return asked, fault.New(fault.Invalid, "request_unread", "What %s asks could not be fetched. Ask them for a new link.", e.Name)
		}
		asked, err = oid4vp.Open(strings.TrimSpace(string(raw)), in.clientID, listing{e}, now)
	} else {
		asked, err = oid4vp.ReadUnsigned(in.link, now)
	}
	var no *oid4vp.Error
	if errors.As(err, &no) {
		return asked, fault.New(fault.Invalid, "request_refused", "The request of %s is not one that your passport answers. %s", e.Name, no.Description)
	}
	return asked, err
}

// purposeOf is the code for which the lead has listed a receiver.
func (p *Passports) purposeOf(ctx context.Context, e registry.Entry) (string, error) {
	l, _, err := p.Lists.Receivers(ctx)
	for _, r := range l {
		if r.Name == e.Name && slices.Equal(r.Hosts, e.Receivers) {
			return r.Purpose, err
		}
	}
	return "", err
}

// nextOf reads where a receiver would have the worker go on: only to one of its own hosts. Empty for nowhere.
func (p *Passports) nextOf(address string, hosts []string) string {
	u, err := url.Parse(address)
	if err != nil || len(address) > 2000 || u.Fragment != "" || p.Outside.May(address, hosts) != nil {
		return ""
	}
	return address
}
