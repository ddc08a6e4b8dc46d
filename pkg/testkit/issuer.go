package testkit

import (
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/demoidp"
)

// clientID is what Muster is to the test's issuer.
const clientID = "muster"

// cookieKey encrypts the sessions of tests.
var cookieKey = []byte("0123456789abcdef0123456789abcdef")

// Issuer makes an authenticator and a function that prints bearer tokens for it, valid for an hour.
func Issuer(t testing.TB, c clock.Clock) (*auth.Authenticator, func(auth.Principal) string) {
	t.Helper()
	return issuer(t, c, "http://127.0.0.1")
}

func issuer(t testing.TB, c clock.Clock, publicURL string) (*auth.Authenticator, func(auth.Principal) string) {
	t.Helper()
	srv := httptest.NewUnstartedServer(nil)
	at := "http://" + srv.Listener.Addr().String()
	people := &people{}
	provider, err := demoidp.New(demoidp.Config{
		Issuer: at, Demo: true, Clock: c, ClientID: clientID, RedirectURLs: []string{publicURL + "/signin/callback"}, People: people.list,
	})
	if err != nil {
		t.Fatalf("make the issuer: %v", err)
	}
	srv.Config.Handler = provider.Handler()
	srv.Start()
	t.Cleanup(srv.Close)
	a, err := auth.New(auth.Config{
		Issuer: at, ClientID: clientID, PublicURL: publicURL, Audience: demoidp.Audience, CookieKeys: [][]byte{cookieKey}, Clock: c, Log: Log(t),
	})
	if err != nil {
		t.Fatalf("make the authenticator: %v", err)
	}
	return a, func(who auth.Principal) string {
		t.Helper()
		people.add(who)
		token, err := provider.Token(who, time.Hour)
		if err != nil {
			t.Fatalf("print a token: %v", err)
		}
		return token
	}
}

// people are those who have had a token; the picker offers them too, for tests that sign in with a browser.
type people struct {
	mu  sync.Mutex
	all []demoidp.Person
}

func (p *people) add(who auth.Principal) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, there := range p.all {
		if there.Principal.Subject == who.Subject {
			return
		}
	}
	p.all = append(p.all, demoidp.Person{Principal: who, Group: "Test"})
}

func (p *people) list() []demoidp.Person {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]demoidp.Person(nil), p.all...)
}
