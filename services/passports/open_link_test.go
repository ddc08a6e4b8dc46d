package passports_test

import (
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/sdjwt"
)

// An address in what strangers send must lead this service nowhere: not to a host on the inside, not to one that
// redirects, not to one that answers without end.
func TestNothingThatAPresentationNamesIsFetched(t *testing.T) {
	t.Parallel()
	w, _, p := withWallet(t)
	var calls atomic.Int64
	trap := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { calls.Add(1) }))
	t.Cleanup(trap.Close)
	stranger, err := jws.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	holder, err := jws.PublicJWK(&p.key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	honest, err := sdjwt.Parse(p.credentials["check.dbs"])
	if err != nil {
		t.Fatal(err)
	}
	claims := func(change map[string]any) map[string]any {
		c := map[string]any{"iss": honest.Claims["iss"], "vct": honest.Claims["vct"], "exp": w.Clock.Now().Add(time.Hour).Unix(), "cnf": map[string]any{"jwk": holder},
			"status": map[string]any{"status_list": map[string]any{"uri": trap.URL + "/status/1", "idx": 1}}}
		for k, v := range change {
			c[k] = v
		}
		return c
	}
	for name, c := range map[string]struct {
		claims map[string]any
		header jws.Header
		code   string
	}{
		"iss":              {claims(map[string]any{"iss": trap.URL + "/issuers/RVV"}), jws.Header{Type: jws.Credential}, "ISSUER_UNKNOWN"},
		"iss inside":       {claims(map[string]any{"iss": "http://169.254.169.254/issuers/RVV"}), jws.Header{Type: jws.Credential}, "ISSUER_UNKNOWN"},
		"vct":              {claims(map[string]any{"vct": trap.URL + "/vct/dbs/1"}), jws.Header{Type: jws.Credential}, "ISSUER_UNKNOWN"},
		"status.uri":       {claims(nil), jws.Header{Type: jws.Credential}, "ISSUER_UNKNOWN"},
		"a key of its own": {claims(nil), jws.Header{Type: jws.Credential, JWK: &stranger.PublicKey}, "ISSUER_UNKNOWN"},
	} {
		compact, err := sdjwt.Issue(stranger, c.header, c.claims, map[string]any{"outcome": "satisfied", "check_level": "enhanced", "family_name": "x"})
		if err != nil {
			t.Fatal(err)
		}
		r := w.asks()
		object := w.object(r)
		forged := &purse{w: w, key: p.key, credentials: map[string]string{"x": compact}}
		w.must(http.StatusBadRequest, w.respond(object, map[string]any{"c0": []string{forged.shows(object, "x", "outcome", "check_level", "family_name")}}))
		if got := w.result(r); got.ReasonCode != c.code {
			t.Errorf("%s: want %s, got %s", name, c.code, got.ReasonCode)
		}
	}
	if n := calls.Load(); n != 0 {
		t.Errorf("%d addresses were fetched", n)
	}
}

func TestALinkOfAnUnverifiedReceiverIsRefusedAndNotFollowed(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	me := asWorker(workerID)
	w.offer(workerID, "check.dbs") // by then the registry knows the host
	var calls atomic.Int64
	trap := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { calls.Add(1) }))
	t.Cleanup(trap.Close)
	host, _, err := net.SplitHostPort(strings.TrimPrefix(trap.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	link := func(client, uri string) string {
		return "openid4vp://?client_id=" + url.QueryEscape(client) + "&request_uri=" + url.QueryEscape(uri)
	}
	for name, c := range map[string]struct{ link, words string }{
		"response_uri that nothing vouches for": {link("redirect_uri:"+trap.URL+"/cb", trap.URL), "Unverified receiver"},
		"a name without a certificate":          {link("Friendly NHS Trust", trap.URL), "Unverified receiver"},
		"a host that is not registered":         {link("x509_san_dns:evil.example", "http://evil.example/r"), "evil.example is not in the register"},
		"a host that would break the page":      {link(`x509_san_dns:<script>alert(1)</script>`, trap.URL), "that address is not in the register"},
		"no link":                               {"javascript:alert(1)", "no link of a receiver"},
		"nothing":                               {"", "no link of a receiver"},
	} {
		page := w.must(http.StatusUnprocessableEntity, w.post(me, "/passport/requests", url.Values{"link": {c.link}}))
		if !strings.Contains(string(page.raw), c.words) || strings.Contains(string(page.raw), "<script>alert") {
			t.Errorf("%s: %s", name, page.raw)
		}
	}
	// Our own name in front of somebody else's address.
	w.must(http.StatusNotFound, w.post(me, "/passport/requests", url.Values{"link": {link("x509_san_dns:"+host, trap.URL+"/oid4vp/request/0199c0de-0000-7000-8000-000000004e9e")}}))
	if n := calls.Load(); n != 0 {
		t.Errorf("%d addresses were fetched", n)
	}
	r := w.asks()
	got := w.must(http.StatusSeeOther, w.post(me, "/passport/requests", url.Values{"link": {r.Link}}))
	if got.header.Get("Location") != "/passport/requests/"+r.RequestID {
		t.Errorf("got %s", got.header.Get("Location"))
	}
	pagetest.Parse(t, string(w.must(http.StatusOK, w.page(me, "/passport/requests", false)).raw)).Has("open", "Look who asks")
}
