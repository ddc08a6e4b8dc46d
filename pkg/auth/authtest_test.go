package auth_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/demoidp"
)

const clientID = "muster"

var (
	start = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	nurse = auth.Principal{
		Subject: "p-nurse", Name: "Wren Sample", Role: auth.Worker, ICS: "QKS",
		WorkerID: "0193a1b2-0000-7000-8000-000000000001", Employer: "RVV",
	}
	matron = auth.Principal{
		Subject: "p-matron", Name: "Robin Sample", Role: auth.Employer, ICS: "QKS",
		Employer: "RPA", Duties: []string{auth.Post, auth.Approve},
	}
)

// site is a relying party and a demo issuer behind one address, as the demonstration has them.
type site struct {
	URL    string
	Clock  *clock.Manual
	Issuer *demoidp.Provider
	Auth   *auth.Authenticator
	Client *http.Client
}

func newSite(t *testing.T, keys ...[]byte) *site {
	t.Helper()
	s := &site{Clock: clock.At(start)}
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	s.URL = server.URL
	var err error
	s.Issuer, err = demoidp.New(demoidp.Config{
		Issuer: s.URL + "/demo-id", Demo: true, ClientID: clientID, Clock: s.Clock,
		RedirectURLs: []string{s.URL + "/signin/callback"},
		People: func() []demoidp.Person {
			return []demoidp.Person{{Principal: nurse, Group: "Bank workers"}, {Principal: matron, Group: "Employers"}}
		},
	})
	must(t, err)
	if len(keys) == 0 {
		keys = [][]byte{key('a')}
	}
	s.Auth = s.authenticator(t, keys...)
	mux.Handle("/demo-id/", s.Issuer.Handler())
	s.Auth.Mount(mux)
	mux.Handle("/", s.Auth.Middleware(http.HandlerFunc(whoami)))
	s.Client = browser(t)
	return s
}

func (s *site) authenticator(t *testing.T, keys ...[]byte) *auth.Authenticator {
	t.Helper()
	a, err := auth.New(auth.Config{
		Issuer: s.URL + "/demo-id", ClientID: clientID, PublicURL: s.URL, Audience: demoidp.Audience,
		CookieKeys: keys, Clock: s.Clock,
	})
	must(t, err)
	return a
}

// whoami answers with who the middleware says is asking.
func whoami(w http.ResponseWriter, r *http.Request) {
	who, ok := auth.From(r.Context())
	if !ok {
		_, _ = io.WriteString(w, "nobody at "+r.URL.RequestURI())
		return
	}
	_, _ = io.WriteString(w, who.Subject+" "+string(who.Role)+" "+who.Name+" "+strings.Join(who.Duties, ",")+" at "+r.URL.RequestURI())
}

func browser(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	must(t, err)
	return &http.Client{Jar: jar}
}

func key(b byte) []byte { return []byte(strings.Repeat(string(b), 32)) }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (s *site) get(t *testing.T, path string) (int, string) {
	t.Helper()
	return s.do(t, s.request(t, http.MethodGet, path))
}

func (s *site) request(t *testing.T, method, path string) *http.Request {
	t.Helper()
	if !strings.HasPrefix(path, "http") {
		path = s.URL + path
	}
	r, err := http.NewRequestWithContext(t.Context(), method, path, nil)
	must(t, err)
	return r
}

func (s *site) do(t *testing.T, r *http.Request) (int, string) {
	t.Helper()
	res, err := s.Client.Do(r)
	must(t, err)
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	must(t, err)
	return res.StatusCode, string(body)
}

var hidden = regexp.MustCompile(`name="([a-z_]+)" value="([^"]*)"`)

// openPicker starts a sign-in and gives the fields of the picker's form.
func (s *site) openPicker(t *testing.T, returnTo string) url.Values {
	t.Helper()
	status, page := s.get(t, "/signin?return_to="+url.QueryEscape(returnTo))
	if status != http.StatusOK || !strings.Contains(page, "Who are you today?") {
		t.Fatalf("the picker is not shown: %d %s", status, page)
	}
	form := url.Values{}
	for _, m := range hidden.FindAllStringSubmatch(page, -1) {
		if m[1] != "person" {
			form.Set(m[1], strings.ReplaceAll(m[2], "&amp;", "&"))
		}
	}
	return form
}

func (s *site) pick(t *testing.T, form url.Values, who auth.Principal) (int, string) {
	t.Helper()
	form.Set("person", who.Subject)
	r := s.request(t, http.MethodPost, "/demo-id/authorize")
	r.Body = io.NopCloser(strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return s.do(t, r)
}

func (s *site) signIn(t *testing.T, who auth.Principal) {
	t.Helper()
	if status, body := s.pick(t, s.openPicker(t, "/"), who); status != http.StatusOK || !strings.HasPrefix(body, who.Subject) {
		t.Fatalf("not signed in: %d %s", status, body)
	}
}

func (s *site) cookie(t *testing.T, name string) *http.Cookie {
	t.Helper()
	u, err := url.Parse(s.URL)
	must(t, err)
	for _, c := range s.Client.Jar.Cookies(u) {
		if c.Name == name {
			return c
		}
	}
	t.Fatalf("no cookie %s", name)
	return nil
}
