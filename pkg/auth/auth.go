// Package auth tells who is asking and decides, denying by default, what they may do. Sign-in is OpenID Connect with
// PKCE; afterwards the browser carries an encrypted cookie that every service verifies by itself; API clients carry a
// bearer token of the same issuer.
package auth

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"

	"github.com/muster-ics/muster/pkg/clock"
)

// Config of an Authenticator.
type Config struct {
	// Issuer is the OpenID provider's address; ClientID and ClientSecret are ours with it. Without a secret we are a
	// public client and PKCE alone binds the code to us.
	Issuer, ClientID, ClientSecret string
	// PublicURL is the address that browsers use; the callback is PublicURL + /signin/callback.
	PublicURL string
	// Audience is what bearer tokens must carry: muster-api.
	Audience string
	// CookieKeys are 32-byte keys; the first encrypts, all decrypt.
	CookieKeys [][]byte
	Clock      clock.Clock
	Log        *slog.Logger
}

// Authenticator verifies cookies and bearer tokens and runs the sign-in. It is safe for concurrent use.
type Authenticator struct {
	cfg      Config
	https    bool
	sessions *sealer
	pending  *sealer
	issuer   *issuer
	verified *tokenCache
	render   atomic.Pointer[renderer]
}

// renderer answers with a fault.
type renderer func(http.ResponseWriter, *http.Request, error)

// New makes an authenticator. It reaches for the issuer when it is first needed, so start-up order does not matter.
// Plain http is accepted on loopback only: elsewhere codes, cookies and keys would travel in the clear.
func New(cfg Config) (*Authenticator, error) {
	if cfg.Clock == nil {
		cfg.Clock = clock.System()
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	cfg.PublicURL = strings.TrimSuffix(cfg.PublicURL, "/")
	var found []error
	found = append(found, checkURL("Issuer", cfg.Issuer), checkURL("PublicURL", cfg.PublicURL))
	if cfg.ClientID == "" {
		found = append(found, errors.New("ClientID: give the id under which the issuer knows this system"))
	}
	if cfg.Audience == "" || cfg.Audience == cfg.ClientID {
		found = append(found, errors.New("Audience: give what API tokens are for, e.g. muster-api; it must differ from ClientID, "+
			"or an id token would pass as an API token"))
	}
	sessions, err := newSealer("session", cfg.CookieKeys)
	found = append(found, err)
	pending, err := newSealer("sign-in", cfg.CookieKeys)
	if found = append(found, err); errors.Join(found...) != nil {
		return nil, fmt.Errorf("auth: %w", errors.Join(found...))
	}
	a := &Authenticator{
		cfg: cfg, https: strings.HasPrefix(cfg.PublicURL, "https:"),
		sessions: sessions, pending: pending,
		issuer: newIssuer(cfg), verified: newTokenCache(cacheSize),
	}
	return a, nil
}

// OnFault sets how faults of sign-in and bearer tokens are rendered, e.g. web.WriteProblem or an error page. Without it
// they are problem+json or plain text. Several servers may share an authenticator, so it may be called at any time.
func (a *Authenticator) OnFault(render func(http.ResponseWriter, *http.Request, error)) {
	r := renderer(render)
	a.render.Store(&r)
}

func (a *Authenticator) fail(w http.ResponseWriter, r *http.Request, err error) {
	if render := a.render.Load(); render != nil {
		(*render)(w, r, err)
		return
	}
	writeFault(w, r, err)
}

func checkURL(field, raw string) error {
	u, err := url.Parse(raw)
	switch {
	case err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "":
		return fmt.Errorf("%s: %q must be an address such as https://id.example", field, raw)
	case u.Scheme == "https", u.Scheme == "http" && isLoopback(u.Hostname()):
		return nil
	default:
		return fmt.Errorf("%s: %q must be https; plain http is for loopback only", field, raw)
	}
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
