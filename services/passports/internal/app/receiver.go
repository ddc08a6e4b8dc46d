package app

import (
	"context"
	"net/url"
	"sync"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/oid4vp"
)

// RequestSigner keeps the key and certificate by which this instance signs requests.
type RequestSigner struct {
	mu   sync.Mutex
	made oid4vp.Certificate
}

// host is the name under which receivers of this system ask.
func (a Addresses) host() string {
	u, err := url.Parse(a.Public)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// hostOf is host and port of an address, as a registry names receivers.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// clientID is who asks: the host, named by the operator's certificate. The receiver's own name comes from the registry.
func (p *Passports) clientID() string { return oid4vp.SANPrefix + p.Addresses.host() }

// signRequest signs a request by a key that the operator's certificate names. The certificate is made anew after half its
// life.
func (p *Passports) signRequest(ctx context.Context, r oid4vp.Request, now time.Time) (string, error) {
	p.Requests.mu.Lock()
	defer p.Requests.mu.Unlock()
	if left := p.Requests.made.Until.Sub(now); left < 15*24*time.Hour {
		operator, err := p.IssuerKeys.SigningKey(ctx, Operator, now)
		if err != nil {
			return "", err
		}
		if p.Requests.made, err = oid4vp.NewCertificate(operator, p.Addresses.host(), now); err != nil {
			return "", err
		}
	}
	made := p.Requests.made
	return jws.Sign(made.Key, jws.Header{Type: jws.Request, X5C: made.Chain}, r.Object())
}

// organisation is how the registry calls an organisation.
func (p *Passports) organisation(ctx context.Context, ods string, now time.Time) (string, error) {
	r, err := p.Registry(ctx)
	if err != nil {
		return "", err
	}
	if e, ok := r.Organisation(ods, now); ok {
		return e.Name, nil
	}
	return ods, nil
}
