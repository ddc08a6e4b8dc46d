package demoidp

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/go-jose/go-jose/v4"
)

// discovery is the provider's metadata (OpenID Connect Discovery 1.0).
func (p *Provider) discovery(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, map[string]any{
		"issuer":                                         p.cfg.Issuer,
		"authorization_endpoint":                         p.cfg.Issuer + "/authorize",
		"token_endpoint":                                 p.cfg.Issuer + "/token",
		"userinfo_endpoint":                              p.cfg.Issuer + "/userinfo",
		"end_session_endpoint":                           p.cfg.Issuer + "/end-session",
		"jwks_uri":                                       p.cfg.Issuer + "/jwks",
		"response_types_supported":                       []string{"code"},
		"response_modes_supported":                       []string{"query"},
		"grant_types_supported":                          []string{"authorization_code"},
		"subject_types_supported":                        []string{"public"},
		"scopes_supported":                               []string{"openid", "profile"},
		"id_token_signing_alg_values_supported":          []string{string(jose.ES256)},
		"code_challenge_methods_supported":               []string{"S256"},
		"token_endpoint_auth_methods_supported":          []string{"none"},
		"authorization_response_iss_parameter_supported": true,
		"claims_supported": []string{
			"sub", "name", "muster_role", "muster_worker", "muster_employer", "muster_duties", "muster_ics",
		},
	})
}

func (p *Provider) jwks(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{p.public}})
}

// exchange changes a code for tokens. Whoever tries a code uses it up.
func (p *Provider) exchange(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		refuse(w, "invalid_request", "the form cannot be read")
		return
	}
	f := r.PostForm
	if f.Get("grant_type") != "authorization_code" {
		refuse(w, "unsupported_grant_type", "grant_type must be authorization_code")
		return
	}
	g, ok := p.codes.take(f.Get("code"), p.cfg.Clock.Now())
	switch {
	case !ok:
		refuse(w, "invalid_grant", "the code is unknown, used or older than a minute")
	case f.Get("client_id") != g.clientID || f.Get("redirect_uri") != g.redirectURI:
		refuse(w, "invalid_grant", "client_id and redirect_uri must be those that the code was made for")
	case !proves(f.Get("code_verifier"), g.challenge):
		refuse(w, "invalid_grant", "code_verifier does not match code_challenge")
	default:
		p.grantTokens(w, g)
	}
}

func (p *Provider) grantTokens(w http.ResponseWriter, g grant) {
	access, err := p.sign(g.who, Audience, "", accessTime)
	if err != nil {
		http.Error(w, "The tokens cannot be signed.", http.StatusInternalServerError)
		return
	}
	idToken, err := p.sign(g.who, g.clientID, g.nonce, accessTime)
	if err != nil {
		http.Error(w, "The tokens cannot be signed.", http.StatusInternalServerError)
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{
		"access_token": access, "id_token": idToken, "token_type": "Bearer",
		"expires_in": int(accessTime.Seconds()), "scope": "openid profile",
	})
}

// proves tells whether the verifier is the one behind the S256 challenge.
func proves(verifier, challenge string) bool {
	sum := sha256.Sum256([]byte(verifier))
	return subtle.ConstantTimeCompare([]byte(base64.RawURLEncoding.EncodeToString(sum[:])), []byte(challenge)) == 1
}

func (p *Provider) userinfo(w http.ResponseWriter, r *http.Request) {
	scheme, raw, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	c, err := p.read(raw)
	if !strings.EqualFold(scheme, "Bearer") || err != nil {
		w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
		http.Error(w, "Give an access token of this provider.", http.StatusUnauthorized)
		return
	}
	writeJSON(w, http.StatusOK, struct {
		Subject string `json:"sub"`
		personClaims
	}{c.Subject, c.personClaims})
}

// endSession has nothing to forget, since the picker asks each time; it only leads back to the client.
func (p *Provider) endSession(w http.ResponseWriter, r *http.Request) {
	to, err := url.Parse(r.FormValue("post_logout_redirect_uri"))
	known := err == nil && slices.ContainsFunc(p.cfg.RedirectURLs, func(x string) bool { return originOf(x) == to.Scheme+"://"+to.Host })
	if !known {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = w.Write([]byte("You are signed out.\n"))
		return
	}
	http.Redirect(w, r, to.String(), http.StatusSeeOther)
}

func refuse(w http.ResponseWriter, code, description string) {
	writeJSON(w, http.StatusBadRequest, map[string]string{"error": code, "error_description": description})
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}
