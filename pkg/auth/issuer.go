package auth

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
	"golang.org/x/sync/singleflight"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
)

const (
	// issuerPatience bounds every call to the issuer: a person waits for it.
	issuerPatience = 5 * time.Second
	// issuerPause is for how long a failure, or a key set, is taken as the last word. It keeps tokens with invented key
	// ids, and a crowd during an outage, from hammering the issuer.
	issuerPause = time.Second
)

// algorithms are the only ones that a token may be signed with. None and HMAC are not among them, whatever the issuer
// or the token says.
var algorithms = []string{oidc.ES256, oidc.RS256}

// issuer is the OpenID provider as discovered when it is first needed.
type issuer struct {
	cfg   Config
	clock clock.Clock // technical time-outs run on the machine's clock, whatever the business clock shows
	http  *http.Client
	keys  *calmTransport
	once  singleflight.Group

	mu       sync.Mutex
	found    *discovered
	failed   error
	failedAt time.Time
}

// discovered is what a reachable issuer gives.
type discovered struct {
	provider      *oidc.Provider
	oauth         oauth2.Config
	idTokens      *oidc.IDTokenVerifier
	bearers       *oidc.IDTokenVerifier
	endSessionURL string
}

func newIssuer(cfg Config) *issuer {
	i := &issuer{cfg: cfg, clock: clock.System()}
	i.keys = &calmTransport{clock: i.clock, next: http.DefaultTransport}
	i.http = &http.Client{Timeout: issuerPatience, Transport: i.keys}
	return i
}

// get gives the issuer, discovering it when needed. A failure is a fault of kind Unavailable.
func (i *issuer) get(ctx context.Context) (*discovered, error) {
	i.mu.Lock()
	found, failed := i.found, i.failed
	recent := i.clock.Now().Sub(i.failedAt) < issuerPause
	i.mu.Unlock()
	if found != nil {
		return found, nil
	}
	if failed != nil && recent {
		return nil, unreachable(failed)
	}
	// The work is shared by all who wait, so one caller's cancellation must not end it.
	shared := context.WithoutCancel(ctx)
	v, err, _ := i.once.Do("discover", func() (any, error) { return i.discover(shared) })
	if err != nil {
		return nil, unreachable(err)
	}
	return v.(*discovered), nil
}

func unreachable(cause error) *fault.Error {
	return fault.New(fault.Unavailable, "issuer_unreachable",
		"The sign-in provider cannot be reached. Try again in a minute.").Because(cause)
}

func (i *issuer) discover(ctx context.Context) (*discovered, error) {
	provider, err := oidc.NewProvider(oidc.ClientContext(ctx, i.http), i.cfg.Issuer)
	var d *discovered
	if err == nil {
		d, err = i.build(provider)
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	i.found, i.failed, i.failedAt = d, err, i.clock.Now()
	return d, err
}

func (i *issuer) build(provider *oidc.Provider) (*discovered, error) {
	var more struct {
		JWKS       string `json:"jwks_uri"`
		EndSession string `json:"end_session_endpoint"`
	}
	if err := provider.Claims(&more); err != nil {
		return nil, fmt.Errorf("auth: reading the issuer's metadata: %w", err)
	}
	i.keys.watch(more.JWKS)
	endpoint := provider.Endpoint()
	if i.cfg.ClientSecret == "" {
		// A public client has no secret to put into a header.
		endpoint.AuthStyle = oauth2.AuthStyleInParams
	}
	verifier := func(audience string) *oidc.IDTokenVerifier {
		return provider.Verifier(&oidc.Config{ClientID: audience, SupportedSigningAlgs: algorithms, Now: i.cfg.Clock.Now})
	}
	return &discovered{
		provider: provider,
		oauth: oauth2.Config{
			ClientID: i.cfg.ClientID, ClientSecret: i.cfg.ClientSecret, Endpoint: endpoint,
			RedirectURL: i.cfg.PublicURL + callbackPath, Scopes: []string{oidc.ScopeOpenID, oidc.ScopeProfile},
		},
		idTokens: verifier(i.cfg.ClientID), bearers: verifier(i.cfg.Audience), endSessionURL: more.EndSession,
	}, nil
}

// calmTransport repeats the last answer for the watched address during issuerPause. go-oidc fetches the key set anew for
// every signature that it cannot verify, and anybody can send such signatures.
type calmTransport struct {
	clock clock.Clock
	next  http.RoundTripper

	mu     sync.Mutex
	url    string
	at     time.Time
	status int
	header http.Header
	body   []byte
	err    error
}

func (c *calmTransport) watch(url string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.url = url
}

// down tells why the key set could not be had the last time it was asked for, or nil.
func (c *calmTransport) down() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.err == nil && c.status != 0 && c.status != http.StatusOK {
		return fmt.Errorf("auth: the key set answered %d", c.status)
	}
	return c.err
}

// RoundTrip implements http.RoundTripper.
func (c *calmTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	c.mu.Lock()
	if r.URL.String() != c.url {
		c.mu.Unlock()
		return c.next.RoundTrip(r)
	}
	defer c.mu.Unlock()
	if now := c.clock.Now(); now.Sub(c.at) >= issuerPause {
		c.fetch(r)
		c.at = c.clock.Now()
	}
	if c.err != nil {
		return nil, c.err
	}
	return &http.Response{
		Status: http.StatusText(c.status), StatusCode: c.status, Header: c.header.Clone(), Request: r,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Body: io.NopCloser(bytes.NewReader(c.body)), ContentLength: int64(len(c.body)),
	}, nil
}

// fetch asks the issuer. Key sets are small, so anything above 1 MiB is not one.
func (c *calmTransport) fetch(r *http.Request) {
	c.status, c.header, c.body, c.err = 0, nil, nil, nil
	res, err := c.next.RoundTrip(r)
	if err != nil {
		c.err = err
		return
	}
	defer func() { _ = res.Body.Close() }()
	c.status, c.header = res.StatusCode, res.Header
	c.body, c.err = io.ReadAll(io.LimitReader(res.Body, 1<<20))
}
