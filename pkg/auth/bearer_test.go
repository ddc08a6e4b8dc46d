package auth_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/demoidp"
)

func TestABearerTokenOfTheIssuerIsAccepted(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	token, err := s.Issuer.Token(matron, time.Hour)
	must(t, err)
	for range 2 { // the second answer is from the cache
		if status, body := s.bearer(t, "Bearer "+token); status != http.StatusOK || !strings.HasPrefix(body, "p-matron employer") {
			t.Fatalf("got %d %s", status, body)
		}
	}
	s.Clock.Advance(time.Hour + time.Second)
	if status, _ := s.bearer(t, "Bearer "+token); status != http.StatusUnauthorized {
		t.Errorf("an expired token is still believed: %d", status)
	}
}

func TestATokenBeatsTheCookie(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t, nurse)
	token, err := s.Issuer.Token(matron, time.Hour)
	must(t, err)
	if _, body := s.bearer(t, "bearer "+token); !strings.HasPrefix(body, "p-matron") {
		t.Errorf("got %s", body)
	}
	if status, body := s.bearer(t, "Bearer spoilt"); status != http.StatusUnauthorized {
		t.Errorf("a bad token falls back to the cookie: %d %s", status, body)
	}
	if _, body := s.bearer(t, "Basic abc"); !strings.HasPrefix(body, "p-nurse") {
		t.Errorf("another scheme is not ours: %s", body)
	}
}

func (s *site) bearer(t *testing.T, header ...string) (int, string) {
	t.Helper()
	r := s.request(t, http.MethodGet, "/")
	r.Header["Authorization"] = header
	return s.do(t, r)
}

// forge is an issuer whose tokens a test can spoil.
type forge struct {
	*site
	ec     *ecdsa.PrivateKey
	rsa    *rsa.PrivateKey
	fetch  atomic.Int64
	status atomic.Int64
}

func newForge(t *testing.T) *forge {
	t.Helper()
	f := &forge{site: &site{Clock: clock.At(start)}}
	f.status.Store(http.StatusOK)
	var err error
	f.ec, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	f.rsa, err = rsa.GenerateKey(rand.Reader, 2048)
	must(t, err)
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	f.URL, f.Client = server.URL, browser(t)
	mux.HandleFunc("GET /demo-id/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(map[string]any{
			"issuer": f.URL + "/demo-id", "jwks_uri": f.URL + "/jwks", "token_endpoint": f.URL + "/t", "authorization_endpoint": f.URL + "/a",
			"id_token_signing_alg_values_supported": []string{"none", "HS256", "ES256", "ES384"},
		})
	})
	mux.HandleFunc("GET /jwks", func(w http.ResponseWriter, _ *http.Request) {
		f.fetch.Add(1)
		w.WriteHeader(int(f.status.Load()))
		_ = json.NewEncoder(w).Encode(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{
			{Key: f.ec.Public(), KeyID: "ec", Algorithm: "ES256", Use: "sig"},
			{Key: f.rsa.Public(), KeyID: "rsa", Algorithm: "RS256", Use: "sig"},
		}})
	})
	f.Auth = f.authenticator(t, key('a'))
	mux.Handle("/", f.Auth.Middleware(http.HandlerFunc(whoami)))
	return f
}

func (f *forge) good() map[string]any {
	return map[string]any{
		"iss": f.URL + "/demo-id", "aud": "muster-api", "sub": "p-1", "exp": start.Add(time.Hour).Unix(), "nbf": start.Unix(),
		"muster_role": "worker", "muster_worker": nurse.WorkerID, "muster_ics": "QKS",
	}
}

func (f *forge) sign(t *testing.T, alg jose.SignatureAlgorithm, key any, kid string, claims map[string]any) string {
	t.Helper()
	opts := (&jose.SignerOptions{}).WithType("JWT")
	if kid != "" {
		opts = opts.WithHeader("kid", kid)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: key}, opts)
	must(t, err)
	token, err := jwt.Signed(signer).Claims(claims).Serialize()
	must(t, err)
	return token
}

func TestBothAllowedAlgorithmsAreAccepted(t *testing.T) {
	t.Parallel()
	f := newForge(t)
	for _, token := range []string{
		f.sign(t, jose.ES256, f.ec, "ec", f.good()), f.sign(t, jose.RS256, f.rsa, "rsa", f.good()),
	} {
		if status, body := f.bearer(t, "Bearer "+token); status != http.StatusOK || !strings.HasPrefix(body, "p-1 worker") {
			t.Errorf("got %d %s", status, body)
		}
	}
}

func TestATokenWithWrongClaimsIsRefused(t *testing.T) {
	t.Parallel()
	f := newForge(t)
	for name, change := range map[string]map[string]any{
		"another issuer":             {"iss": "https://evil.example"},
		"no issuer":                  {"iss": nil},
		"an id token":                {"aud": clientID},
		"another API":                {"aud": []string{"other-api"}},
		"no audience":                {"aud": nil},
		"expired":                    {"exp": start.Add(-time.Second).Unix()},
		"no expiry":                  {"exp": nil},
		"not valid yet":              {"nbf": start.Add(time.Minute).Unix()},
		"no subject":                 {"sub": nil},
		"a subject with a line":      {"sub": "a\nb"},
		"no role":                    {"muster_role": nil},
		"an unknown role":            {"muster_role": "god"},
		"a worker without an id":     {"muster_worker": nil},
		"a worker id that is none":   {"muster_worker": "1 or 1=1"},
		"an employer without a code": {"muster_role": "employer", "muster_worker": nil},
		"an employer who is a worker": {
			"muster_role": "employer", "muster_employer": "RVV",
		},
		"a code that is a wildcard": {"muster_employer": "*"},
		"a lead without an ICS":     {"muster_role": "lead", "muster_worker": nil, "muster_ics": nil},
		"duties that are no list":   {"muster_duties": "post"},
	} {
		claims := f.good()
		maps.Copy(claims, change)
		maps.DeleteFunc(claims, func(_ string, v any) bool { return v == nil })
		status, body := f.bearer(t, "Bearer "+f.sign(t, jose.ES256, f.ec, "ec", claims))
		if status != http.StatusUnauthorized || !strings.Contains(body, "invalid_token") {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
}

func TestATokenWithAnotherSignatureIsRefused(t *testing.T) {
	t.Parallel()
	f := newForge(t)
	other, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	p384, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	must(t, err)
	der, err := x509.MarshalPKIXPublicKey(f.rsa.Public())
	must(t, err)
	public := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
	payload, err := json.Marshal(f.good())
	must(t, err)
	b64 := base64.RawURLEncoding.EncodeToString
	good := strings.Split(f.sign(t, jose.ES256, f.ec, "ec", f.good()), ".")
	for name, token := range map[string]string{
		"alg none":                    b64([]byte(`{"alg":"none"}`)) + "." + b64(payload) + ".",
		"alg none with a kid":         b64([]byte(`{"alg":"none","kid":"ec"}`)) + "." + b64(payload) + ".",
		"HMAC with the public key":    f.sign(t, jose.HS256, public, "rsa", f.good()),
		"an algorithm not allowed":    f.sign(t, jose.ES384, p384, "ec", f.good()),
		"another key, same kid":       f.sign(t, jose.ES256, other, "ec", f.good()),
		"another key, unknown kid":    f.sign(t, jose.ES256, other, "other", f.good()),
		"another key, no kid":         f.sign(t, jose.ES256, other, "", f.good()),
		"a changed payload":           good[0] + "." + b64([]byte(strings.Replace(string(payload), "p-1", "p-2", 1))) + "." + good[2],
		"no signature":                good[0] + "." + good[1] + ".",
		"nonsense":                    "nonsense",
		"a long token":                strings.Repeat("a", 9000),
		"a key of its own in a claim": b64([]byte(`{"alg":"ES256","kid":"ec","jwk":{}}`)) + "." + good[1] + "." + good[2],
	} {
		status, body := f.bearer(t, "Bearer "+token)
		if status != http.StatusUnauthorized || !strings.Contains(body, "invalid_token") {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
	if status, _ := f.bearer(t, "Bearer a", "Bearer b"); status != http.StatusUnauthorized {
		t.Errorf("two headers: %d", status)
	}
	if status, _ := f.bearer(t, "Bearer"); status != http.StatusUnauthorized {
		t.Errorf("no token: %d", status)
	}
	if n := f.fetch.Load(); n > 5 {
		t.Errorf("a dozen forged tokens made us ask the issuer %d times", n)
	}
}

func TestA401SaysHowToAskAndTellsNothing(t *testing.T) {
	t.Parallel()
	f := newForge(t)
	r := f.request(t, http.MethodGet, "/")
	r.Header.Set("Authorization", "Bearer "+f.sign(t, jose.ES256, f.ec, "ec", map[string]any{"sub": "secret-subject"}))
	res, err := f.Client.Do(r)
	must(t, err)
	defer func() { _ = res.Body.Close() }()
	var problem struct {
		Status       int
		Code, Detail string
	}
	must(t, json.NewDecoder(res.Body).Decode(&problem))
	if res.Header.Get("Content-Type") != "application/problem+json" || problem.Status != 401 || problem.Detail == "" {
		t.Errorf("not a problem: %s %+v", res.Header.Get("Content-Type"), problem)
	}
	if !strings.HasPrefix(res.Header.Get("WWW-Authenticate"), "Bearer ") || strings.Contains(problem.Detail, "secret-subject") {
		t.Errorf("got %q, %+v", res.Header.Get("WWW-Authenticate"), problem)
	}
}

func TestAnUnreachableIssuerIsNotTheCallersFault(t *testing.T) {
	t.Parallel()
	f := newForge(t)
	f.status.Store(http.StatusInternalServerError)
	status, body := f.bearer(t, "Bearer "+f.sign(t, jose.ES256, f.ec, "ec", f.good()))
	if status != http.StatusServiceUnavailable || !strings.Contains(body, "issuer_unreachable") {
		t.Errorf("got %d %s", status, body)
	}
}

func TestAKnownTokenNeedsNoSecondLookAtTheKeys(t *testing.T) {
	t.Parallel()
	f := newForge(t)
	token := f.sign(t, jose.ES256, f.ec, "ec", f.good())
	f.bearer(t, "Bearer "+token)
	f.status.Store(http.StatusInternalServerError)
	if status, _ := f.bearer(t, "Bearer "+token); status != http.StatusOK {
		t.Errorf("got %d", status)
	}
	if n := f.fetch.Load(); n != 1 {
		t.Errorf("the keys were fetched %d times", n)
	}
}

func TestManyTokensDoNotFillTheMemory(t *testing.T) {
	t.Parallel()
	c := auth.NewTokenCacheForTest(10)
	for i := range 1000 {
		c.Put([]byte{byte(i), byte(i >> 8)}, start, start.Add(time.Hour))
	}
	if n := c.Len(); n > 20 {
		t.Errorf("%d tokens are kept", n)
	}
	if !c.Has([]byte{byte(999 & 255), byte(999 >> 8)}, start) {
		t.Error("the last token is not remembered")
	}
}

func BenchmarkBearer(b *testing.B) {
	p, err := demoidp.New(demoidp.Config{Issuer: "http://127.0.0.1/demo-id", Demo: true, ClientID: clientID})
	if err != nil {
		b.Fatal(err)
	}
	server := httptest.NewUnstartedServer(p.Handler())
	issuer := "http://" + server.Listener.Addr().String()
	p, err = demoidp.New(demoidp.Config{Issuer: issuer, Demo: true, ClientID: clientID})
	if err != nil {
		b.Fatal(err)
	}
	server.Config.Handler = p.Handler()
	server.Start()
	defer server.Close()
	a, err := auth.New(auth.Config{Issuer: issuer, ClientID: clientID, PublicURL: issuer, Audience: demoidp.Audience, CookieKeys: [][]byte{key('a')}})
	if err != nil {
		b.Fatal(err)
	}
	token, err := p.Token(nurse, time.Hour)
	if err != nil {
		b.Fatal(err)
	}
	h := a.Middleware(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Authorization", "Bearer "+token)
	for b.Loop() {
		h.ServeHTTP(httptest.NewRecorder(), r)
	}
}
