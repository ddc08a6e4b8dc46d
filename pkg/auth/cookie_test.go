package auth_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
)

func TestSessionEndsWhenIdle(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t, nurse)
	cookie := s.cookie(t, "muster-session")
	s.Clock.Advance(30*time.Minute - time.Second)
	if body := s.as(cookie); !strings.HasPrefix(body, "p-nurse") {
		t.Errorf("signed out before 30 minutes: %s", body)
	}
	s.Clock.Advance(time.Second)
	if body := s.as(cookie); !strings.HasPrefix(body, "nobody") {
		t.Errorf("still signed in after 30 idle minutes: %s", body)
	}
}

func TestSessionEndsAfterTwelveHoursOfUse(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t, nurse)
	for at := time.Duration(0); at < 12*time.Hour-20*time.Minute; at += 20 * time.Minute {
		s.Clock.Set(start.Add(at))
		if _, body := s.get(t, "/"); !strings.HasPrefix(body, "p-nurse") {
			t.Fatalf("signed out after %s of use", at)
		}
	}
	s.Clock.Set(start.Add(12 * time.Hour))
	if _, body := s.get(t, "/"); !strings.HasPrefix(body, "nobody") {
		t.Error("still signed in after twelve hours")
	}
}

func TestSessionIsReissuedOnlyWhenOlderThanFiveMinutes(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t, nurse)
	first := s.cookie(t, "muster-session").Value
	s.Clock.Advance(5*time.Minute - time.Second)
	s.get(t, "/")
	if s.cookie(t, "muster-session").Value != first {
		t.Error("re-issued too early")
	}
	s.Clock.Advance(time.Second)
	r := s.request(t, http.MethodGet, "/")
	r.Header.Set("Accept", "text/event-stream")
	s.do(t, r)
	if s.cookie(t, "muster-session").Value != first {
		t.Error("a stream that reconnects by itself keeps the session alive")
	}
	s.get(t, "/")
	if s.cookie(t, "muster-session").Value == first {
		t.Error("not re-issued")
	}
}

// as asks who the bearer of a cookie is, without a jar that would take a re-issued one.
func (s *site) as(c *http.Cookie) string { return ask(s.Auth, c).Body.String() }

func ask(a *auth.Authenticator, c *http.Cookie) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.AddCookie(c)
	w := httptest.NewRecorder()
	a.Middleware(http.HandlerFunc(whoami)).ServeHTTP(w, r)
	return w
}

func TestATamperedCookieIsNobodyAndIsRemoved(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.signIn(t, nurse)
	value := s.cookie(t, "muster-session").Value
	parts := strings.Split(value, ".")
	for name, spoilt := range map[string]string{
		"nonsense":                  "nonsense",
		"empty":                     "",
		"longer than browsers keep": strings.Repeat("a", 5000),
		"no encryption":             "eyJhbGciOiJub25lIn0.e30.",
	} {
		if w := ask(s.Auth, &http.Cookie{Name: "muster-session", Value: spoilt}); !strings.HasPrefix(w.Body.String(), "nobody") ||
			!strings.Contains(w.Header().Get("Set-Cookie"), "muster-session=; Path=/; Max-Age=0") {
			t.Errorf("%s: %s, %q", name, w.Body.String(), w.Header().Get("Set-Cookie"))
		}
	}
	for i, part := range parts {
		if part == "" {
			continue // direct encryption has no wrapped key
		}
		spoilt := append([]string(nil), parts...)
		middle := len(part) / 2
		spoilt[i] = part[:middle] + string(part[middle]^1) + part[middle+1:]
		if w := ask(s.Auth, &http.Cookie{Name: "muster-session", Value: strings.Join(spoilt, ".")}); !strings.HasPrefix(w.Body.String(), "nobody") {
			t.Errorf("part %d changed: %s", i, w.Body.String())
		}
	}
}

func TestThePendingCookieIsNoSession(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.openPicker(t, "/")
	pending := s.cookie(t, "muster-signin")
	if body := s.as(&http.Cookie{Name: "muster-session", Value: pending.Value}); !strings.HasPrefix(body, "nobody") {
		t.Errorf("got %s", body)
	}
}

func TestCookieKeysRotate(t *testing.T) {
	t.Parallel()
	s := newSite(t, key('a'))
	s.signIn(t, nurse)
	old := s.cookie(t, "muster-session")
	if w := ask(s.authenticator(t, key('b'), key('a')), old); !strings.HasPrefix(w.Body.String(), "p-nurse") {
		t.Errorf("the old key no longer opens: %s", w.Body.String())
	}
	if w := ask(s.authenticator(t, key('b')), old); !strings.HasPrefix(w.Body.String(), "nobody") {
		t.Errorf("a withdrawn key still opens: %s", w.Body.String())
	}
	s.Clock.Advance(6 * time.Minute)
	w := ask(s.authenticator(t, key('b'), key('a')), old)
	renewed, err := http.ParseSetCookie(w.Header().Get("Set-Cookie"))
	must(t, err)
	if w := ask(s.authenticator(t, key('b')), renewed); !strings.HasPrefix(w.Body.String(), "p-nurse") {
		t.Errorf("a renewed cookie is not under the first key: %s", w.Body.String())
	}
}

func TestCookiesAreLockedDown(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for scheme, name := range map[string]string{"http://127.0.0.1:8080": "muster-signin", "https://muster.example": "__Host-muster-signin"} {
		a, err := auth.New(auth.Config{
			Issuer: s.URL + "/demo-id", ClientID: clientID, PublicURL: scheme, Audience: "muster-api", CookieKeys: [][]byte{key('a')}, Clock: s.Clock,
		})
		must(t, err)
		mux := http.NewServeMux()
		a.Mount(mux)
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/signin", nil))
		c, err := http.ParseSetCookie(w.Header().Get("Set-Cookie"))
		must(t, err)
		secure := strings.HasPrefix(scheme, "https")
		if c.Name != name || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Secure != secure || c.Path != "/" || c.Domain != "" {
			t.Errorf("%s: %s", scheme, w.Header().Get("Set-Cookie"))
		}
		to, err := url.Parse(w.Header().Get("Location"))
		must(t, err)
		if q := to.Query(); q.Get("code_challenge_method") != "S256" || q.Get("nonce") == "" || q.Get("state") == "" {
			t.Errorf("the request lacks PKCE, nonce or state: %s", to)
		}
	}
}
