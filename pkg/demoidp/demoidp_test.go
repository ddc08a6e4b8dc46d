package demoidp_test

import (
	"crypto/ecdsa"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/demoidp"
)

const (
	client    = "muster"
	verifier  = "a-verifier-that-is-long-enough-for-the-rule-of-43-characters"
	challenge = "DvT5P1SaaXdTHM2lJjQ8znZXEI9Tegk_t4NFIsNP5TM"
)

var (
	start = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	who   = auth.Principal{Subject: "p-1", Name: "Wren Sample", Role: auth.Lead, ICS: "QKS"}
)

func TestItRunsInADemonstrationOnLoopbackOnly(t *testing.T) {
	t.Parallel()
	for name, cfg := range map[string]demoidp.Config{
		"without the demo flag": {Issuer: "http://127.0.0.1:8080/demo-id"},
		"on a public name":      {Issuer: "http://id.example/demo-id", Demo: true},
		"on every address":      {Issuer: "http://0.0.0.0:8080/demo-id", Demo: true},
		"on a private address":  {Issuer: "http://10.0.0.1/demo-id", Demo: true},
		"on a look-alike":       {Issuer: "http://127.0.0.1.example/demo-id", Demo: true},
		"on another look-alike": {Issuer: "http://localhost.example/demo-id", Demo: true},
		"nowhere":               {Issuer: "", Demo: true},
		"with a slash":          {Issuer: "http://127.0.0.1/demo-id/", Demo: true},
	} {
		if _, err := demoidp.New(cfg); err == nil {
			t.Errorf("%s: it starts", name)
		}
	}
	for _, issuer := range []string{"http://127.0.0.1:8080/demo-id", "http://127.8.0.1", "http://[::1]:80/x", "http://localhost:1/demo-id"} {
		if _, err := demoidp.New(demoidp.Config{Issuer: issuer, Demo: true}); err != nil {
			t.Errorf("%s: %v", issuer, err)
		}
	}
}

func TestItAnswersThisMachineOnly(t *testing.T) {
	t.Parallel()
	p, err := demoidp.New(demoidp.Config{Issuer: "http://127.0.0.1:8080/demo-id", Demo: true})
	must(t, err)
	for name, change := range map[string]func(*http.Request){
		"from another machine": func(r *http.Request) { r.RemoteAddr = "10.0.0.9:1234" },
		"by another name":      func(r *http.Request) { r.Host = "muster.example" },
		"by a rebound name":    func(r *http.Request) { r.Host = "rebound.example:8080" },
		"through a proxy":      func(r *http.Request) { r.Header.Set("X-Forwarded-For", "10.0.0.9") },
		"with no address":      func(r *http.Request) { r.RemoteAddr = "" },
	} {
		r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8080/demo-id/jwks", nil)
		r.RemoteAddr = "127.0.0.1:50000"
		w := httptest.NewRecorder()
		p.Handler().ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			t.Fatalf("from here: %d", w.Code)
		}
		change(r)
		w = httptest.NewRecorder()
		p.Handler().ServeHTTP(w, r)
		if w.Code != http.StatusForbidden {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
}

// provider is a running provider with one person, and a client that follows nothing.
type provider struct {
	*demoidp.Provider
	url   string
	clock *clock.Manual
	http  *http.Client
}

func run(t *testing.T) *provider {
	t.Helper()
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	p := &provider{url: server.URL + "/demo-id", clock: clock.At(start), http: server.Client()}
	p.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	var err error
	p.Provider, err = demoidp.New(demoidp.Config{
		Issuer: p.url, Demo: true, ClientID: client, Clock: p.clock,
		RedirectURLs: []string{"http://127.0.0.1:9/signin/callback"},
		People: func() []demoidp.Person {
			people := []demoidp.Person{{Principal: who, Group: "ICS leads", Note: "Sees the fill rate"}}
			for range 20 {
				people = append(people, demoidp.Person{Principal: auth.Principal{Subject: "p-n", Name: "Lark <Sample>"}, Group: "Nurses"})
			}
			return people
		},
	})
	must(t, err)
	mux.Handle("/demo-id/", p.Handler())
	return p
}

func request() url.Values {
	return url.Values{
		"response_type": {"code"}, "client_id": {client}, "redirect_uri": {"http://127.0.0.1:9/signin/callback"},
		"scope": {"openid"}, "state": {"st"}, "nonce": {"no"}, "code_challenge": {challenge}, "code_challenge_method": {"S256"},
	}
}

func (p *provider) call(t *testing.T, method, path string, form url.Values) (*http.Response, string) {
	t.Helper()
	address, body := p.url+path, io.Reader(nil)
	if method == http.MethodPost {
		body = strings.NewReader(form.Encode())
	} else if form != nil {
		address += "?" + form.Encode()
	}
	r, err := http.NewRequestWithContext(t.Context(), method, address, body)
	must(t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := p.http.Do(r)
	must(t, err)
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	must(t, err)
	return res, string(text)
}

// code lets the person sign in and gives the code.
func (p *provider) code(t *testing.T) string {
	t.Helper()
	form := request()
	form.Set("person", who.Subject)
	res, body := p.call(t, http.MethodPost, "/authorize", form)
	to, err := res.Location()
	if err != nil {
		t.Fatalf("no redirect: %d %s", res.StatusCode, body)
	}
	return to.Query().Get("code")
}

func TestAuthorizeRefusesWhatItCannotTrust(t *testing.T) {
	t.Parallel()
	p := run(t)
	for name, change := range map[string]url.Values{
		"an unknown client":  {"client_id": {"other"}},
		"another address":    {"redirect_uri": {"https://evil.example/"}},
		"a longer address":   {"redirect_uri": {"http://127.0.0.1:9/signin/callback/x"}},
		"no address":         {"redirect_uri": {""}},
		"an address by name": {"redirect_uri": {"http://localhost:9/signin/callback"}},
	} {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			if res, _ := p.call(t, method, "/authorize", changed(change)); res.StatusCode != http.StatusBadRequest || res.Header.Get("Location") != "" {
				t.Errorf("%s %s: %d to %q", method, name, res.StatusCode, res.Header.Get("Location"))
			}
		}
	}
	for want, change := range map[string]url.Values{
		"unsupported_response_type": {"response_type": {"token"}},
		"invalid_scope":             {"scope": {"profile"}},
		"invalid_request":           {"code_challenge": {""}},
		"login_required":            {"prompt": {"none"}},
	} {
		res, _ := p.call(t, http.MethodGet, "/authorize", changed(change))
		to, err := res.Location()
		must(t, err)
		if q := to.Query(); q.Get("error") != want || q.Get("state") != "st" || q.Get("iss") != p.url || q.Get("code") != "" {
			t.Errorf("%s: %s", want, to)
		}
	}
	res, _ := p.call(t, http.MethodGet, "/authorize", changed(url.Values{"code_challenge_method": {"plain"}}))
	if !strings.Contains(res.Header.Get("Location"), "error=invalid_request") {
		t.Errorf("plain PKCE: %s", res.Header.Get("Location"))
	}
}

func changed(by url.Values) url.Values {
	v := request()
	for k := range by {
		v[k] = by[k]
	}
	return v
}

func TestTokenWantsTheRightProofOnceAndInTime(t *testing.T) {
	t.Parallel()
	p := run(t)
	redeem := func(code string, change url.Values) (int, string) {
		form := url.Values{
			"grant_type": {"authorization_code"}, "code": {code}, "client_id": {client},
			"redirect_uri": {"http://127.0.0.1:9/signin/callback"}, "code_verifier": {verifier},
		}
		for k := range change {
			form[k] = change[k]
		}
		res, body := p.call(t, http.MethodPost, "/token", form)
		return res.StatusCode, body
	}
	code := p.code(t)
	status, body := redeem(code, nil)
	if status != http.StatusOK {
		t.Fatalf("the right proof: %d %s", status, body)
	}
	if status, body := redeem(code, nil); status != http.StatusBadRequest || !strings.Contains(body, "invalid_grant") {
		t.Errorf("a second time: %d %s", status, body)
	}
	for name, change := range map[string]url.Values{
		"another verifier": {"code_verifier": {"wrong"}}, "no verifier": {"code_verifier": {""}},
		"another client": {"client_id": {"other"}}, "another address": {"redirect_uri": {"http://127.0.0.1:9/"}},
	} {
		code := p.code(t)
		if status, body := redeem(code, change); status != http.StatusBadRequest || !strings.Contains(body, "invalid_grant") {
			t.Errorf("%s: %d %s", name, status, body)
		}
		if status, _ := redeem(code, nil); status != http.StatusBadRequest {
			t.Errorf("%s: the code may be tried again", name)
		}
	}
	late := p.code(t)
	p.clock.Advance(time.Minute)
	if status, _ := redeem(late, nil); status != http.StatusBadRequest {
		t.Errorf("after a minute: %d", status)
	}
	if status, _ := redeem(p.code(t), url.Values{"grant_type": {"password"}}); status != http.StatusBadRequest {
		t.Error("another grant is taken")
	}
	var tokens struct {
		Access string `json:"access_token"`
		ID     string `json:"id_token"`
	}
	must(t, json.Unmarshal([]byte(body), &tokens))
	p.userinfo(t, tokens.Access, tokens.ID)
}

// userinfo takes the access token and nothing else.
func (p *provider) userinfo(t *testing.T, access, idToken string) {
	t.Helper()
	for token, want := range map[string]int{access: 200, idToken: 401, "": 401, "x.y.z": 401} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, p.url+"/userinfo", nil)
		must(t, err)
		r.Header.Set("Authorization", "Bearer "+token)
		res, err := p.http.Do(r)
		must(t, err)
		var c map[string]any
		_ = json.NewDecoder(res.Body).Decode(&c)
		must(t, res.Body.Close())
		if res.StatusCode != want || want == 200 && (c["sub"] != "p-1" || c["muster_role"] != "lead") {
			t.Errorf("userinfo: %d %v, want %d", res.StatusCode, c, want)
		}
	}
}

func TestThePickerIsCompleteWithoutJavaScript(t *testing.T) {
	t.Parallel()
	p := run(t)
	res, page := p.call(t, http.MethodGet, "/authorize", request())
	for _, want := range []string{
		`<h2 class="nhsuk-heading-m">ICS leads</h2>`, `value="p-1"`, "Sees the fill rate", "Lark &lt;Sample&gt;", "And 8 more", `lang="en-GB"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if csp := res.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "form-action 'self' http://127.0.0.1:9") || strings.Contains(csp, "unsafe") {
		t.Errorf("policy %q", csp)
	}
	_, found := p.call(t, http.MethodGet, "/authorize", changed(url.Values{"find": {"wren lead"}}))
	if !strings.Contains(found, `value="p-1"`) || strings.Contains(found, "Lark") {
		t.Error("the search does not narrow the list")
	}
	_, none := p.call(t, http.MethodGet, "/authorize", changed(url.Values{"find": {"nobody-like-this"}}))
	if !strings.Contains(none, `data-testid="nobody"`) {
		t.Error("an empty result says nothing")
	}
	gone := changed(url.Values{"person": {"p-gone"}})
	if res, body := p.call(t, http.MethodPost, "/authorize", gone); res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, "no longer there") {
		t.Errorf("somebody who left: %d", res.StatusCode)
	}
}

func TestEndSessionLeadsBackToTheClientOnly(t *testing.T) {
	t.Parallel()
	p := run(t)
	res, _ := p.call(t, http.MethodGet, "/end-session", url.Values{"post_logout_redirect_uri": {"http://127.0.0.1:9/"}})
	if res.Header.Get("Location") != "http://127.0.0.1:9/" {
		t.Errorf("got %q", res.Header.Get("Location"))
	}
	res, _ = p.call(t, http.MethodGet, "/end-session", url.Values{"post_logout_redirect_uri": {"https://evil.example/"}})
	if res.StatusCode != http.StatusOK || res.Header.Get("Location") != "" {
		t.Errorf("got %d %q", res.StatusCode, res.Header.Get("Location"))
	}
}

func TestTokenRefusesWhoNoServiceWouldAccept(t *testing.T) {
	t.Parallel()
	p := run(t)
	if _, err := p.Token(auth.Principal{Subject: "w", Role: auth.Worker}, time.Hour); err == nil || !strings.Contains(err.Error(), "muster_worker") {
		t.Errorf("got %v", err)
	}
}

func TestTheKeyIsMadeOnceAndReadByItsOwnerAlone(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state", "issuer.pem")
	var wg sync.WaitGroup
	keys := make([]*ecdsa.PrivateKey, 8)
	for i := range keys {
		wg.Go(func() {
			k, err := demoidp.LoadOrMakeKey(path)
			if err != nil {
				t.Error(err)
				return
			}
			keys[i] = k
		})
	}
	wg.Wait()
	if t.Failed() {
		return
	}
	for _, k := range keys {
		if !k.Equal(keys[0]) {
			t.Fatal("two processes that start together use different keys")
		}
	}
	info, err := os.Stat(path)
	must(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode %o", info.Mode().Perm())
	}
	must(t, os.WriteFile(path, []byte("spoilt"), 0o600))
	if _, err := demoidp.LoadOrMakeKey(path); err == nil {
		t.Error("a spoilt key is replaced in silence")
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
