package auth_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/demoidp"
)

func TestSignInLeadsThroughTheIssuerBackToThePage(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	status, body := s.pick(t, s.openPicker(t, "/shifts?ward=A+1"), matron)
	if want := "p-matron employer Robin Sample post,approve at /shifts?ward=A+1"; status != http.StatusOK || body != want {
		t.Fatalf("got %d %q, want %q", status, body, want)
	}
	if _, body := s.get(t, "/passport"); !strings.HasPrefix(body, "p-matron") {
		t.Errorf("the session does not last: %s", body)
	}
}

func TestSignOutEndsTheSession(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t, nurse)
	res, err := s.Client.Do(s.request(t, http.MethodPost, "/signout"))
	must(t, err)
	must(t, res.Body.Close())
	if refresh := res.Header.Get("Refresh"); !strings.Contains(refresh, "/demo-id/end-session?") {
		t.Errorf("the issuer is not told: Refresh is %q", refresh)
	}
	if _, body := s.get(t, "/"); !strings.HasPrefix(body, "nobody") {
		t.Errorf("still signed in: %s", body)
	}
	_, next, _ := strings.Cut(res.Header.Get("Refresh"), "url=")
	if status, body := s.get(t, next); status != http.StatusOK || !strings.HasPrefix(body, "nobody at /") {
		t.Errorf("the issuer does not lead back: %d %s", status, body)
	}
	if status, _ := s.get(t, "/signout"); status == http.StatusSeeOther {
		t.Error("a GET signs out")
	}
}

func TestReturnToStaysOnThisSite(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, evil := range []string{
		"https://evil.example/", "//evil.example", `/\evil.example`, `\\evil.example`, "javascript:alert(1)",
		"/%0d%0aSet-Cookie:x=y\r\n", "/\tfoo", "evil.example", "", "/signin", "/signin/callback?code=x", "/signout",
		"///evil.example", "/" + strings.Repeat("a", 3000),
	} {
		if _, body := s.pick(t, s.openPicker(t, evil), nurse); !strings.HasSuffix(body, " at /") {
			t.Errorf("return_to %q led to %q", evil, body)
		}
	}
}

func TestCallbackRefusesWhatWasNotAskedForHere(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		spoil func(t *testing.T, s *site, answer url.Values)
		code  string
	}{
		"state of another sign-in": {func(_ *testing.T, _ *site, v url.Values) { v.Set("state", "other") }, "sign_in_mixed_up"},
		"no state":                 {func(_ *testing.T, _ *site, v url.Values) { v.Del("state") }, "sign_in_mixed_up"},
		"another issuer":           {func(_ *testing.T, _ *site, v url.Values) { v.Set("iss", "https://evil.example") }, "sign_in_issuer"},
		"a refusal":                {func(_ *testing.T, _ *site, v url.Values) { v.Set("error", "access_denied") }, "sign_in_refused"},
		"an invented code":         {func(_ *testing.T, _ *site, v url.Values) { v.Set("code", "invented") }, "sign_in_code"},
		"another browser": {func(t *testing.T, s *site, _ url.Values) {
			s.Client.Jar = browser(t).Jar
		}, "sign_in_unknown"},
		"a session cookie in place of the pending one": {func(t *testing.T, s *site, _ url.Values) {
			s.signIn(t, nurse)
			u, _ := url.Parse(s.URL)
			s.Client.Jar.SetCookies(u, []*http.Cookie{{Name: "muster-signin", Value: s.cookie(t, "muster-session").Value}})
		}, "sign_in_expired"},
		"after ten minutes": {func(_ *testing.T, s *site, _ url.Values) { s.Clock.Advance(10 * time.Minute) }, "sign_in_expired"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			answer := s.answerTo(t, nurse)
			c.spoil(t, s, answer)
			status, body := s.get(t, "/signin/callback?"+answer.Encode())
			var problem struct{ Code string }
			_ = json.Unmarshal([]byte(body), &problem)
			if status != http.StatusUnprocessableEntity || problem.Code != c.code {
				t.Errorf("got %d %s, want %s", status, body, c.code)
			}
		})
	}
}

// answerTo lets somebody sign in and gives the issuer's answer without following it.
func (s *site) answerTo(t *testing.T, who auth.Principal) url.Values {
	t.Helper()
	form := s.openPicker(t, "/")
	s.Client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	defer func() { s.Client.CheckRedirect = nil }()
	form.Set("person", who.Subject)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/demo-id/authorize", strings.NewReader(form.Encode()))
	must(t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := s.Client.Do(r)
	must(t, err)
	must(t, res.Body.Close())
	to, err := res.Location()
	must(t, err)
	return to.Query()
}

func TestCallbackRefusesTheNonceOfAnotherSignIn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	form := s.openPicker(t, "/")
	form.Set("nonce", "of-another-sign-in")
	status, body := s.pick(t, form, nurse)
	if status != http.StatusUnprocessableEntity || !strings.Contains(body, "sign_in_nonce") {
		t.Errorf("got %d %s", status, body)
	}
}

func TestCallbackRefusesACodeMadeForAnotherVerifier(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	form := s.openPicker(t, "/")
	form.Set("code_challenge", strings.Repeat("A", 43))
	status, body := s.pick(t, form, nurse)
	if status != http.StatusUnprocessableEntity || !strings.Contains(body, "sign_in_code") {
		t.Errorf("got %d %s", status, body)
	}
}

func TestCallbackWorksOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	answer := s.answerTo(t, nurse)
	if status, body := s.get(t, "/signin/callback?"+answer.Encode()); status != http.StatusOK {
		t.Fatalf("first: %d %s", status, body)
	}
	if status, body := s.get(t, "/signin/callback?"+answer.Encode()); status != http.StatusUnprocessableEntity {
		t.Errorf("second: %d %s", status, body)
	}
}

func TestSignInWaitsForAnIssuerThatStartsLater(t *testing.T) {
	t.Parallel()
	var issuer atomic.Pointer[http.Handler]
	late := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if h := issuer.Load(); h != nil {
			(*h).ServeHTTP(w, r)
			return
		}
		w.WriteHeader(http.StatusBadGateway)
	}))
	defer late.Close()
	a, err := auth.New(auth.Config{
		Issuer: late.URL, ClientID: clientID, PublicURL: late.URL, Audience: "muster-api", CookieKeys: [][]byte{key('a')},
	})
	must(t, err)
	mux := http.NewServeMux()
	a.Mount(mux)
	ask := func() int {
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/signin", nil))
		return w.Code
	}
	if got := ask(); got != http.StatusServiceUnavailable {
		t.Fatalf("without an issuer: %d", got)
	}
	p, err := demoidp.New(demoidp.Config{Issuer: late.URL, Demo: true, ClientID: clientID})
	must(t, err)
	h := p.Handler()
	issuer.Store(&h)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for ask() != http.StatusSeeOther {
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatal("the issuer is up and the sign-in does not find it")
		}
	}
}

func TestNewSaysEverythingThatIsMissing(t *testing.T) {
	t.Parallel()
	_, err := auth.New(auth.Config{Issuer: "http://id.example", PublicURL: "ftp://x", ClientID: "", Audience: "", CookieKeys: [][]byte{[]byte("short")}})
	if err == nil {
		t.Fatal("accepted")
	}
	for _, want := range []string{"Issuer", "PublicURL", "ClientID", "Audience", "CookieKeys[0]"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is missing in %v", want, err)
		}
	}
}

func TestAnIDTokenMustNotServeAsAnAPIToken(t *testing.T) {
	t.Parallel()
	_, err := auth.New(auth.Config{
		Issuer: "https://id.example", PublicURL: "https://muster.example", ClientID: "same", Audience: "same", CookieKeys: [][]byte{key('a')},
	})
	if err == nil || !strings.Contains(err.Error(), "Audience") {
		t.Errorf("got %v", err)
	}
}
