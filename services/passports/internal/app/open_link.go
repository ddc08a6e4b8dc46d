package app

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/oid4vp"
	"github.com/muster-ics/muster/services/passports/internal/registry"
)

// Opened is where a link leads: to a request that was made through this system, or to one that a receiver outside of it
// asks. The other id is Nil.
type Opened struct{ Request, Approach id.ID }

var errNotALink = fault.New(fault.Invalid, "not_a_link", "This is no link of a receiver. Copy the whole of it, beginning with openid4vp.")

// OpenLink tells which request the link of a receiver leads to, for workers whose passport is kept here. A request that was
// made through this system is found without a call. One from outside is fetched only from hosts at which the registry has
// a receiver, must be signed by it, and is kept; a receiver that no certificate vouches for is unverified, and refused
// unless the operator allows it, and then only at such a host too.
func (p *Passports) OpenLink(ctx context.Context, link, requestID string) (Opened, error) {
	if _, err := p.ownID(ctx, MayPresent); err != nil {
		return Opened{}, err
	}
	clientID, requestURI, err := oid4vp.ReadLink(link)
	if err != nil {
		return Opened{}, errNotALink
	}
	if rest, ours := strings.CutPrefix(requestURI, p.Addresses.Public+"/oid4vp/request/"); ours && clientID == p.clientID() {
		asked, err := id.Parse(rest)
		if err != nil {
			return Opened{}, ErrNoRequest
		}
		return Opened{Request: asked}, nil
	}
	r, err := p.Registry(ctx)
	if err != nil {
		return Opened{}, err
	}
	host, vouched := oid4vp.Host(clientID)
	if !vouched && !p.Unsigned {
		return Opened{}, fault.New(fault.Forbidden, "unverified_receiver", "Unverified receiver: nothing vouches for who asks, so your passport is not shown to them. Ask them to send a signed request.")
	}
	at := requestURI
	if !vouched {
		at = strings.TrimPrefix(clientID, oid4vp.RedirectPrefix)
	}
	e, listed := p.outsideAt(r, at, host)
	switch {
	case !listed && clientID == p.clientID():
		return Opened{}, ErrNoRequest
	case !listed:
		return Opened{}, notListed(host)
	}
	approachID, err := p.openApproach(ctx, e, asking{link: link, clientID: clientID, requestURI: requestURI, signed: vouched}, requestID)
	return Opened{Approach: approachID}, err
}

func notListed(host string) error {
	return fault.New(fault.Forbidden, "receiver_not_listed", "The receiver at %s is not in the register of your integrated care system, so your passport is not shown to them. With a wallet app of your own you can still decide yourself.", safeHost(host))
}

// outsideAt gives the receiver outside this system that is listed at the host of an address, if the host by which it names
// itself is one of its own.
func (p *Passports) outsideAt(r registry.Registry, address, named string) (registry.Entry, bool) {
	u, err := url.Parse(address)
	if err != nil {
		return registry.Entry{}, false
	}
	e, ok := r.Receiver(u.Host, p.Clock.Now())
	own := slices.ContainsFunc(e.Receivers, func(host string) bool { return bare(host) == named })
	return e, ok && own && e.Issuer == ""
}

// bare is a host without its port.
func bare(host string) string {
	u := url.URL{Host: host}
	return u.Hostname()
}

// safeHost keeps everything that is no name of a host out of a sentence.
func safeHost(host string) string {
	if len(host) > 100 || strings.Trim(host, "abcdefghijklmnopqrstuvwxyz0123456789.-") != "" {
		return "that address"
	}
	return host
}
