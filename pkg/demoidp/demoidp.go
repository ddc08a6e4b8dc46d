// Package demoidp is an OpenID provider for demonstrations and tests: a person picker instead of passwords. It refuses to
// run without the demo flag or on anything but loopback.
package demoidp

import (
	"crypto/ecdsa"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
)

// Person is one entry of the picker.
type Person struct {
	Principal auth.Principal
	// Group is the heading that the person stands under, Note says what they can do here.
	Group, Note string
}

// Config of a provider.
type Config struct {
	// Issuer is its own address, on loopback: http://127.0.0.1:8080/demo-id
	Issuer string
	// Demo must be true.
	Demo bool
	// People fills the picker each time it is shown.
	People func() []Person
	// ClientID and RedirectURLs are the relying party's.
	ClientID     string
	RedirectURLs []string
	// Key signs ES256; nil makes one.
	Key   *ecdsa.PrivateKey
	Clock clock.Clock
}

// Provider is a running provider.
type Provider struct{}

// New checks the refusals and makes the provider.
func New(cfg Config) (*Provider, error) { panic("being written") }

// Handler serves discovery, jwks, authorize (picker), token, userinfo and end_session below the issuer's path.
func (p *Provider) Handler() http.Handler { panic("being written") }

// Token signs a bearer token for the principal with audience muster-api.
func (p *Provider) Token(who auth.Principal, valid time.Duration) (string, error) {
	panic("being written")
}
