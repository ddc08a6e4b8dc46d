package app

import (
	"context"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/oid4vp"
)

// OpenLink tells which request the link of a receiver leads to, for workers whose passport is kept here. Nothing that the
// link names is fetched. A receiver that no certificate vouches for is unverified and refused, and so is one that the
// registry does not have at that host. One outside this system that the registry has is named, and is answered by wallets
// of the workers' own.
func (p *Passports) OpenLink(ctx context.Context, link string) (id.ID, error) {
	if _, err := p.ownID(ctx, MayPresent); err != nil {
		return id.Nil, err
	}
	clientID, requestURI, err := oid4vp.ReadLink(link)
	if err != nil {
		return id.Nil, fault.New(fault.Invalid, "not_a_link", "This is no link of a receiver. Copy the whole of it, beginning with openid4vp.")
	}
	host, vouched := oid4vp.Host(clientID)
	r, err := p.Registry(ctx)
	if err != nil {
		return id.Nil, err
	}
	_, listed := r.Receiver(hostOf(p.Addresses.Public), p.Clock.Now())
	e, outside := r.Receiver(host, p.Clock.Now())
	switch {
	case !vouched:
		return id.Nil, fault.New(fault.Forbidden, "unverified_receiver", "Unverified receiver: nothing vouches for who asks, so your passport is not shown to them. Ask them to send a signed request.")
	case clientID != p.clientID() && outside:
		return id.Nil, fault.New(fault.Forbidden, "receiver_outside", "%s is in the register and asks from outside this system. A passport that is kept here answers only what is asked here: answer with a wallet app of your own, or ask them to send their request through your employer.", e.Name)
	case clientID != p.clientID() || !listed:
		return id.Nil, fault.New(fault.Forbidden, "receiver_not_listed", "The receiver at %s is not in the register of your integrated care system, so your passport is not shown to them. With a wallet app of your own you can still decide yourself.", safeHost(host))
	}
	rest, ours := strings.CutPrefix(requestURI, p.Addresses.Public+"/oid4vp/request/")
	requestID, err := id.Parse(rest)
	if !ours || err != nil {
		return id.Nil, ErrNoRequest
	}
	return requestID, nil
}

// safeHost keeps everything that is no name of a host out of a sentence.
func safeHost(host string) string {
	if len(host) > 100 || strings.Trim(host, "abcdefghijklmnopqrstuvwxyz0123456789.-") != "" {
		return "that address"
	}
	return host
}
