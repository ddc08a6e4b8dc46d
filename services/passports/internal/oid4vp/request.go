// Package oid4vp has the rules of OpenID for Verifiable Presentations 1.0 by which a receiver asks a worker and the worker
// answers: the signed request, who may be believed to have sent it, and the form of the answer. Whether what was presented
// holds is for the credential's own package to say.
package oid4vp

import (
	"net/url"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/dcql"
)

const (
	// RequestLife is how long a request may be answered.
	RequestLife = 10 * time.Minute
	// PresentationLife is how old the holder's signature may be.
	PresentationLife = 5 * time.Minute
	// Audience is whom a request is for when nobody knows the wallet.
	Audience = "https://self-issued.me/v2"
	// SANPrefix begins the client id of a receiver that is named by its certificate, RedirectPrefix that of one that
	// nothing vouches for.
	SANPrefix      = "x509_san_dns:"
	RedirectPrefix = "redirect_uri:"
)

// Request is what a receiver asks.
type Request struct {
	ClientID, ResponseURI, Nonce, State string
	Query                               dcql.Query
	IssuedAt, ExpiresAt                 time.Time
	// Name is how the receiver calls itself; it proves nothing.
	Name string
}

// Object is the request as its claims (section 5).
func (r Request) Object() map[string]any {
	algorithms := []string{"ES256"}
	return map[string]any{
		"iss": r.ClientID, "aud": Audience, "client_id": r.ClientID, "response_type": "vp_token", "response_mode": "direct_post",
		"response_uri": r.ResponseURI, "nonce": r.Nonce, "state": r.State, "dcql_query": r.Query.Object(),
		"iat": r.IssuedAt.Unix(), "exp": r.ExpiresAt.Unix(),
		"client_metadata": map[string]any{
			"client_name": r.Name,
			"vp_formats_supported": map[string]any{dcql.Format: map[string]any{
				"sd-jwt_alg_values": algorithms, "kb-jwt_alg_values": algorithms,
			}},
		},
	}
}

// Link is what a QR code holds: who asks, and where the wallet fetches the request.
func Link(clientID, requestURI string) string {
	return "openid4vp://?client_id=" + url.QueryEscape(clientID) + "&request_uri=" + url.QueryEscape(requestURI)
}

// Error is a refusal as wallets read it.
type Error struct{ Code, Description string }

// Error implements error.
func (e *Error) Error() string { return e.Code + ": " + e.Description }

func refuse(code, description string) *Error { return &Error{Code: code, Description: description} }
