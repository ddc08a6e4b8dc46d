package oid4vp_test

import (
	"errors"
	"net/url"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/dcql"
	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/oid4vp"
)

var now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

const host = "receiver.example"

// registry knows the roots of one host.
type registry struct{ roots map[string][]string }

func (r registry) Receiver(h string, _ time.Time) ([]string, bool) {
	roots, ok := r.roots[h]
	return roots, ok
}

type operator struct {
	key  jws.Key
	root string
}

func newOperator(t *testing.T) operator {
	t.Helper()
	k, err := jws.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	root, err := oid4vp.Root(k, now)
	if err != nil {
		t.Fatal(err)
	}
	return operator{k, root}
}

func claims() map[string]any {
	return oid4vp.Request{
		ClientID: oid4vp.SANPrefix + host, ResponseURI: "https://" + host + "/oid4vp/response/1", Nonce: "n", State: "s", IssuedAt: now, ExpiresAt: now.Add(10 * time.Minute),
		Query: dcql.Query{Credentials: []dcql.CredentialQuery{{ID: "dbs", Format: dcql.Format, Types: []string{"x"}}}},
	}.Object()
}

func TestASignedRequestIsBelievedOnlyFromTheReceiverThatItNames(t *testing.T) {
	t.Parallel()
	ours, stranger := newOperator(t), newOperator(t)
	certificate := func(o operator, h string, at time.Time) oid4vp.Certificate {
		c, err := oid4vp.NewCertificate(o.key, h, at)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	good := certificate(ours, host, now)
	trust := registry{map[string][]string{host: {ours.root}, "other.example": {ours.root}}}
	for _, c := range []struct {
		name   string
		with   oid4vp.Certificate
		typ    string
		client string
		change func(map[string]any)
		code   string
	}{
		{"as it should be", good, jws.Request, oid4vp.SANPrefix + host, nil, ""},
		{"by a stranger's root", certificate(stranger, host, now), jws.Request, oid4vp.SANPrefix + host, nil, "invalid_request_object"},
		{"by the certificate of another host", certificate(ours, "other.example", now), jws.Request, oid4vp.SANPrefix + host, nil, "invalid_request_object"},
		{"by a certificate that has run out", certificate(ours, host, now.AddDate(0, -2, 0)), jws.Request, oid4vp.SANPrefix + host, nil, "invalid_request_object"},
		{"without a chain", oid4vp.Certificate{Key: good.Key}, jws.Request, oid4vp.SANPrefix + host, nil, "invalid_request_object"},
		{"with a chain of nonsense", oid4vp.Certificate{Key: good.Key, Chain: []string{"!!"}}, jws.Request, oid4vp.SANPrefix + host, nil, "invalid_request_object"},
		{"a proof in its place", good, jws.Proof, oid4vp.SANPrefix + host, nil, "invalid_request_object"},
		{"a key binding in its place", good, jws.KeyBinding, oid4vp.SANPrefix + host, nil, "invalid_request_object"},
		{"of a receiver that is not listed", good, jws.Request, oid4vp.SANPrefix + "nobody.example", nil, "invalid_client"},
		{"of one whom nothing vouches for", good, jws.Request, oid4vp.RedirectPrefix + "https://" + host + "/x", nil, "invalid_client"},
		{"of one without a prefix", good, jws.Request, host, nil, "invalid_client"},
		{"the link names another", good, jws.Request, oid4vp.SANPrefix + host, func(c map[string]any) { c["client_id"] = oid4vp.SANPrefix + "other.example" }, "invalid_client"},
		{"the answer goes elsewhere", good, jws.Request, oid4vp.SANPrefix + host, func(c map[string]any) { c["response_uri"] = "https://evil.example/x" }, "invalid_request"},
		{"the answer goes to another after an @", good, jws.Request, oid4vp.SANPrefix + host, func(c map[string]any) { c["response_uri"] = "https://" + host + "@evil.example/x" }, "invalid_request"},
		{"the answer goes to a host that begins alike", good, jws.Request, oid4vp.SANPrefix + host, func(c map[string]any) { c["response_uri"] = "https://" + host + ".evil.example/x" }, "invalid_request"},
		{"the answer goes to a file", good, jws.Request, oid4vp.SANPrefix + host, func(c map[string]any) { c["response_uri"] = "file://" + host + "/etc/passwd" }, "invalid_request"},
		{"no nonce", good, jws.Request, oid4vp.SANPrefix + host, func(c map[string]any) { delete(c, "nonce") }, "invalid_request"},
		{"by fragment", good, jws.Request, oid4vp.SANPrefix + host, func(c map[string]any) { c["response_mode"] = "fragment" }, "invalid_request"},
		{"an id token too", good, jws.Request, oid4vp.SANPrefix + host, func(c map[string]any) { c["response_type"] = "vp_token id_token" }, "invalid_request"},
		{"a redirect beside it", good, jws.Request, oid4vp.SANPrefix + host, func(c map[string]any) { c["redirect_uri"] = "https://x" }, "invalid_request"},
		{"something to be signed beside it", good, jws.Request, oid4vp.SANPrefix + host, func(c map[string]any) { c["transaction_data"] = []any{"e30"} }, "invalid_transaction_data"},
		{"for another wallet", good, jws.Request, oid4vp.SANPrefix + host, func(c map[string]any) { c["aud"] = "https://wallet.example" }, "invalid_request"},
		{"no query", good, jws.Request, oid4vp.SANPrefix + host, func(c map[string]any) { delete(c, "dcql_query") }, "invalid_request"},
		{"no end", good, jws.Request, oid4vp.SANPrefix + host, func(c map[string]any) { delete(c, "exp") }, "invalid_request"},
		{"at 29 s after its end", good, jws.Request, oid4vp.SANPrefix + host, func(c map[string]any) { c["exp"] = now.Add(-29 * time.Second).Unix() }, ""},
		{"at 30 s after its end", good, jws.Request, oid4vp.SANPrefix + host, func(c map[string]any) { c["exp"] = now.Add(-30 * time.Second).Unix() }, "invalid_request"},
		{"made 31 s ahead", good, jws.Request, oid4vp.SANPrefix + host, func(c map[string]any) { c["iat"] = now.Add(31 * time.Second).Unix() }, "invalid_request"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			body := claims()
			if c.change != nil {
				c.change(body)
			}
			compact, err := jws.Sign(c.with.Key, jws.Header{Type: c.typ, X5C: c.with.Chain}, body)
			if err != nil {
				t.Fatal(err)
			}
			r, err := oid4vp.Open(compact, c.client, trust, now)
			var e *oid4vp.Error
			switch {
			case c.code == "" && (err != nil || r.Nonce != "n" || len(r.Query.Credentials) != 1):
				t.Errorf("got %+v, %v", r, err)
			case c.code != "" && (!errors.As(err, &e) || e.Code != c.code):
				t.Errorf("want %s, got %v", c.code, err)
			}
		})
	}
}

func TestALinkSaysWhoAsksAndWhereTheRequestIs(t *testing.T) {
	t.Parallel()
	link := oid4vp.Link(oid4vp.SANPrefix+host, "https://"+host+"/oid4vp/request/0199c0de-0000-7000-8000-000000004e9e")
	client, uri, err := oid4vp.ReadLink(link)
	if err != nil || client != oid4vp.SANPrefix+host || uri != "https://"+host+"/oid4vp/request/0199c0de-0000-7000-8000-000000004e9e" {
		t.Errorf("got %q %q %v", client, uri, err)
	}
	if len(link) > 300 {
		t.Errorf("the link has %d characters, too many for a QR code", len(link))
	}
	for _, bad := range []string{"", "javascript:alert(1)", "openid4vp://?request_uri=x", "openid4vp://?client_id=a&client_id=b", "file:///etc/passwd?client_id=a"} {
		if _, _, err := oid4vp.ReadLink(bad); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
	if h, vouched := oid4vp.Host(oid4vp.RedirectPrefix + "https://" + host + "/cb"); h != host || vouched {
		t.Errorf("got %q %v", h, vouched)
	}
}

func TestAnUnsignedRequestGoesBackToTheAddressThatItIsNamedBy(t *testing.T) {
	t.Parallel()
	const query = `{"credentials":[{"id":"dbs","format":"dc+sd-jwt","meta":{"vct_values":["x"]}}]}`
	link := func(change func(url.Values)) string {
		v := url.Values{"client_id": {oid4vp.RedirectPrefix + "https://" + host + "/cb"}, "response_uri": {"https://" + host + "/cb"}, "response_type": {"vp_token"},
			"response_mode": {"direct_post"}, "nonce": {"n"}, "state": {"s"}, "dcql_query": {query}}
		change(v)
		return "openid4vp://?" + v.Encode()
	}
	r, err := oid4vp.ReadUnsigned(link(func(url.Values) {}), now)
	if err != nil || r.ResponseURI != "https://"+host+"/cb" || r.State != "s" || len(r.Query.Credentials) != 1 || !r.ExpiresAt.Equal(now.Add(oid4vp.RequestLife)) {
		t.Errorf("got %+v, %v", r, err)
	}
	for name, change := range map[string]func(url.Values){
		"to another address":        func(v url.Values) { v.Set("response_uri", "https://evil.example/cb") },
		"to another path":           func(v url.Values) { v.Set("response_uri", "https://"+host+"/other") },
		"in the name of a host":     func(v url.Values) { v.Set("client_id", oid4vp.SANPrefix+host) },
		"no query":                  func(v url.Values) { v.Del("dcql_query") },
		"a query of nonsense":       func(v url.Values) { v.Set("dcql_query", "{") },
		"a query that asks nothing": func(v url.Values) { v.Set("dcql_query", "{}") },
		"two nonces":                func(v url.Values) { v["nonce"] = []string{"a", "b"} },
		"no nonce":                  func(v url.Values) { v.Del("nonce") },
		"by fragment":               func(v url.Values) { v.Set("response_mode", "fragment") },
		"also to be fetched":        func(v url.Values) { v.Set("request_uri", "https://"+host+"/r") },
		"something to be signed":    func(v url.Values) { v.Set("transaction_data", "[]") },
	} {
		if _, err := oid4vp.ReadUnsigned(link(change), now); err == nil {
			t.Errorf("%s: it was read", name)
		}
	}
}

func TestAnAnswerGoesOutAsItIsReadHere(t *testing.T) {
	t.Parallel()
	a, err := oid4vp.ReadAnswer(oid4vp.Answer{State: "s", Presentations: map[string][]string{"a": {"x~y"}}}.Form())
	if err != nil || a.State != "s" || a.Presentations["a"][0] != "x~y" {
		t.Errorf("got %+v, %v", a, err)
	}
	if f := (oid4vp.Answer{Refusal: "access_denied"}).Form(); f.Get("error") != "access_denied" || f.Has("vp_token") || f.Has("state") {
		t.Errorf("a no went out as %v", f)
	}
}
