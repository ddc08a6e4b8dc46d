package oid4vp

import (
	"crypto/ecdsa"
	"net/url"
	"strings"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/dcql"
	"github.com/muster-ics/muster/services/passports/internal/jws"
)

// Leeway is how far the clocks of receiver and wallet may be apart.
const Leeway = 30 * time.Second

// Trust is what a registry says of receivers.
type Trust interface {
	// Receiver gives the roots under which the certificate of a receiver at a host may end; false when nobody receives there.
	Receiver(host string, now time.Time) (roots []string, ok bool)
}

// ReadLink reads the link that a receiver shows: who asks, and where the request can be fetched. Requests that stand in the
// link itself are of receivers that nothing vouches for.
func ReadLink(link string) (clientID, requestURI string, err error) {
	if len(link) > 8192 {
		return "", "", refuse("invalid_request", "The link is too long.")
	}
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || (u.Scheme != "openid4vp" && u.Scheme != "https" && u.Scheme != "http" && u.Scheme != "haip") {
		return "", "", refuse("invalid_request", "This is no link of a receiver.")
	}
	q := u.Query()
	clientID, requestURI = q.Get("client_id"), q.Get("request_uri")
	if clientID == "" || len(q["client_id"]) > 1 || len(q["request_uri"]) > 1 {
		return "", "", refuse("invalid_request", "The link does not say who asks.")
	}
	return clientID, requestURI, nil
}

// Host gives the host that a client id claims, and whether a certificate has to vouch for it.
func Host(clientID string) (host string, vouched bool) {
	if h, ok := strings.CutPrefix(clientID, SANPrefix); ok {
		return h, h != ""
	}
	if u, ok := strings.CutPrefix(clientID, RedirectPrefix); ok {
		parsed, err := url.Parse(u)
		if err == nil {
			return parsed.Hostname(), false
		}
	}
	return "", false
}

// Open verifies a signed request: its type, that the certificate vouches for the host of the client id and ends under a
// root that the registry has for it, that the answer goes to that host, its dates and its query.
func Open(compact, clientID string, trust Trust, now time.Time) (Request, error) {
	host, vouched := Host(clientID)
	if !vouched {
		return Request{}, refuse("invalid_client", "Nothing vouches for this receiver.")
	}
	roots, known := trust.Receiver(host, now)
	if !known {
		return Request{}, refuse("invalid_client", "This receiver is not in the registry.")
	}
	t, err := jws.Open(compact, jws.Request, func(t jws.Token) (*ecdsa.PublicKey, error) {
		return hostKey(t.Header.X5C, roots, host, now)
	})
	if err != nil {
		return Request{}, refuse("invalid_request_object", "The request is not signed by the receiver that it names.")
	}
	return readObject(t.Claims, clientID, host, now)
}

func readObject(claims map[string]any, clientID, host string, now time.Time) (Request, error) {
	var r Request
	text := func(name string) string { s, _ := jws.Text(claims, name); return s }
	r.ClientID, r.ResponseURI, r.Nonce, r.State = text("client_id"), text("response_uri"), text("nonce"), text("state")
	if r.ClientID != clientID {
		return r, refuse("invalid_client", "The request was made by another than the link says.")
	}
	if text("response_type") != "vp_token" || text("response_mode") != "direct_post" || r.Nonce == "" {
		return r, refuse("invalid_request", "The request must ask for a vp_token by direct_post, with a nonce.")
	}
	if _, both := claims["redirect_uri"]; both {
		return r, refuse("invalid_request", "The request names a redirect_uri beside its response_uri.")
	}
	if _, more := claims["transaction_data"]; more {
		return r, refuse("invalid_transaction_data", "The request would have the wallet sign something beside a presentation.")
	}
	to, err := url.Parse(r.ResponseURI)
	if err != nil || to.Hostname() != host || to.User != nil || (to.Scheme != "https" && to.Scheme != "http") {
		return r, refuse("invalid_request", "The answer would go to another host than that of the receiver.")
	}
	if !forWallets(claims["aud"]) {
		return r, refuse("invalid_request", "The request is for another wallet.")
	}
	var issued, ends bool
	r.IssuedAt, issued = jws.Seconds(claims["iat"])
	r.ExpiresAt, ends = jws.Seconds(claims["exp"])
	if !issued || !ends || r.IssuedAt.After(now.Add(Leeway)) || !now.Before(r.ExpiresAt.Add(Leeway)) {
		return r, refuse("invalid_request", "The request is too old. Ask the receiver for a new one.")
	}
	if r.Query, err = dcql.Parse(claims["dcql_query"]); err != nil {
		return r, refuse("invalid_request", "What the request asks for cannot be read.")
	}
	return r, nil
}

// forWallets accepts the audience of requests that go to no wallet in particular.
func forWallets(aud any) bool { return aud == nil || aud == Audience }
