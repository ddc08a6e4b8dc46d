package oid4vci

import (
	"net/url"
	"strings"
)

// Offer is what a wallet reads first: who issues what, and how it gets it.
func Offer(issuer string, configurations []string, code string) map[string]any {
	return map[string]any{
		"credential_issuer":            issuer,
		"credential_configuration_ids": configurations,
		"grants": map[string]any{GrantType: map[string]any{
			"pre-authorized_code": code,
			"tx_code": map[string]any{
				"input_mode": "numeric", "length": TransactionDigits,
				"description": "The code that Muster shows on your own passport page.",
			},
		}},
	}
}

// OfferLink is what a QR code holds: where the wallet fetches the offer, and nothing of the offer itself.
func OfferLink(offerURI string) string {
	return "openid-credential-offer://?credential_offer_uri=" + url.QueryEscape(offerURI)
}

// Configuration is one kind of credential that an issuer offers.
type Configuration struct {
	// ID names it in offers, Type is its vct, Title is for people.
	ID, Type, Title string
	Claims          []string
}

// Endpoints are where an issuer's wallets go.
type Endpoints struct {
	Issuer, Token, Nonce, Credential string
}

// Metadata is what an issuer says of itself (section 12.2).
func Metadata(e Endpoints, name string, offered []Configuration) map[string]any {
	supported := map[string]any{}
	for _, c := range offered {
		claims := make([]any, len(c.Claims))
		for i, claim := range c.Claims {
			claims[i] = map[string]any{"path": []string{claim}}
		}
		supported[c.ID] = map[string]any{
			"format": "dc+sd-jwt", "vct": c.Type,
			"cryptographic_binding_methods_supported": []string{"jwk"},
			"credential_signing_alg_values_supported": []string{"ES256"},
			"proof_types_supported":                   map[string]any{"jwt": map[string]any{"proof_signing_alg_values_supported": []string{"ES256"}}},
			"credential_metadata": map[string]any{
				"display": []any{map[string]any{"name": c.Title, "locale": "en-GB"}}, "claims": claims,
			},
		}
	}
	return map[string]any{
		"credential_issuer": e.Issuer, "credential_endpoint": e.Credential, "nonce_endpoint": e.Nonce,
		"display":                             []any{map[string]any{"name": name, "locale": "en-GB"}},
		"credential_configurations_supported": supported,
	}
}

// ServerMetadata is what the authorisation server of an issuer, which is the issuer itself, says (RFC 8414).
func ServerMetadata(e Endpoints) map[string]any {
	return map[string]any{
		"issuer": e.Issuer, "token_endpoint": e.Token,
		"grant_types_supported": []string{GrantType}, "response_types_supported": []string{"token"},
		"token_endpoint_auth_methods_supported":           []string{"none"},
		"pre-authorized_grant_anonymous_access_supported": true,
	}
}

// TokenRequest is a wallet's request for an access token.
type TokenRequest struct{ Code, Transaction string }

// ReadTokenRequest reads the form. Every member may stand once.
func ReadTokenRequest(form url.Values) (TokenRequest, error) {
	for name, values := range form {
		if len(values) > 1 {
			return TokenRequest{}, Refuse("invalid_request", "A member of the form stands twice: "+known(name)+".")
		}
	}
	if got := form.Get("grant_type"); got != GrantType {
		return TokenRequest{}, Refuse("unsupported_grant_type", "The grant type here is "+GrantType+".")
	}
	r := TokenRequest{Code: form.Get("pre-authorized_code"), Transaction: strings.TrimSpace(form.Get("tx_code"))}
	if r.Code == "" {
		return r, Refuse("invalid_request", "pre-authorized_code is missing.")
	}
	if r.Transaction == "" {
		return r, Refuse("invalid_request", "tx_code is missing: it stands on the worker's passport page.")
	}
	return r, nil
}

// known keeps what a stranger wrote out of the answer.
func known(name string) string {
	switch name {
	case "grant_type", "pre-authorized_code", "tx_code", "client_id":
		return name
	}
	return "one that is not known here"
}
