// Package demoidp is an OpenID provider for demonstrations and tests: a person picker instead of passwords. It refuses to
// run without the demo flag or on anything but loopback.
package demoidp

import (
	"crypto/ecdsa"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/go-jose/go-jose/v4"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
)

// Audience is what the bearer tokens of this provider are made for.
const Audience = "muster-api"

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

// Provider is a running provider. It is safe for concurrent use.
type Provider struct {
	cfg    Config
	base   string // the path part of the issuer
	signer jose.Signer
	public jose.JSONWebKey
	codes  *codes
}

// New checks the refusals and makes the provider.
func New(cfg Config) (*Provider, error) {
	issuer, err := url.Parse(cfg.Issuer)
	if err != nil {
		return nil, fmt.Errorf("demoidp: the issuer must be an address: %w", err)
	}
	if !cfg.Demo {
		return nil, errors.New("demoidp: anybody can sign in as anybody here: it runs in a demonstration only; set Demo, or configure a real issuer")
	}
	if !loopback(issuer.Hostname()) {
		return nil, fmt.Errorf("demoidp: the issuer %q is not on loopback; use 127.0.0.1, ::1 or localhost, or configure a real issuer", cfg.Issuer)
	}
	if issuer.RawQuery != "" || issuer.Fragment != "" || strings.HasSuffix(cfg.Issuer, "/") {
		return nil, fmt.Errorf("demoidp: the issuer %q must have no query, no fragment and no slash at its end", cfg.Issuer)
	}
	if cfg.Clock == nil {
		cfg.Clock = clock.System()
	}
	if cfg.People == nil {
		cfg.People = func() []Person { return nil }
	}
	if cfg.Key == nil {
		if cfg.Key, err = makeKey(); err != nil {
			return nil, err
		}
	}
	signer, public, err := signerOf(cfg.Key)
	if err != nil {
		return nil, err
	}
	return &Provider{cfg: cfg, base: issuer.Path, signer: signer, public: public, codes: newCodes()}, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// Handler serves discovery, jwks, authorize (picker), token, userinfo and end_session below the issuer's path, so it is
// mounted without StripPrefix. It answers on loopback only, however the process listens.
func (p *Provider) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+p.base+"/.well-known/openid-configuration", p.discovery)
	mux.HandleFunc("GET "+p.base+"/jwks", p.jwks)
	mux.HandleFunc("GET "+p.base+"/authorize", p.showPicker)
	mux.HandleFunc("POST "+p.base+"/authorize", p.pick)
	mux.HandleFunc("POST "+p.base+"/token", p.exchange)
	mux.HandleFunc("GET "+p.base+"/userinfo", p.userinfo)
	mux.HandleFunc("POST "+p.base+"/userinfo", p.userinfo)
	mux.HandleFunc("GET "+p.base+"/end-session", p.endSession)
	mux.HandleFunc("POST "+p.base+"/end-session", p.endSession)
	return onLoopback(http.MaxBytesHandler(mux, 64<<10))
}

// onLoopback refuses whoever comes from another machine, by another name (DNS rebinding), or through a proxy that would
// make both look local.
func onLoopback(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		from, _, err := net.SplitHostPort(r.RemoteAddr)
		host, _, hostErr := net.SplitHostPort(r.Host)
		if hostErr != nil {
			host = strings.Trim(r.Host, "[]")
		}
		proxied := slices.ContainsFunc([]string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip"},
			func(h string) bool { return r.Header.Get(h) != "" })
		if err != nil || !loopback(from) || !loopback(host) || proxied {
			http.Error(w, "The demonstration's sign-in answers on this machine only.", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}
