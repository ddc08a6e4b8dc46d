// Package wallets is what the workers' wallets and the receivers' verifiers speak with: OpenID4VCI and OpenID4VP. Nobody is
// signed in here; codes, tokens, nonces and signatures say who may do what.
package wallets

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/oid4vci"
	"github.com/muster-ics/muster/services/passports/internal/oid4vp"
)

// limit is how fast one address may ask here: a wallet makes a handful of calls for each credential.
var limit = web.RateLimit{PerSecond: 10, Burst: 120}

// Mount adds the endpoints.
func Mount(s *web.Server, use *app.Passports) {
	h := handler{use}
	s.Open("GET /.well-known/openid-credential-issuer/issuers/{ods}", limit, h.issuer)
	s.Open("GET /.well-known/oauth-authorization-server/issuers/{ods}", limit, h.server)
	s.Open("GET /oid4vci/offer/{code}", limit, h.offer)
	s.Open("POST /oid4vci/token", limit, h.token)
	s.Open("POST /oid4vci/nonce", limit, h.nonce)
	s.Open("POST /oid4vci/credential", limit, h.credential)
	s.Open("GET /oid4vp/request/{id}", limit, h.request)
	s.Open("POST /oid4vp/response/{id}", limit, h.response)
}

type handler struct{ use *app.Passports }

// answer writes JSON that no cache keeps.
func answer(w http.ResponseWriter, status int, v any) error {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	return json.NewEncoder(w).Encode(v)
}

// refuse answers the protocols' own refusals in their form; every other error goes on.
func refuse(w http.ResponseWriter, err error) error {
	var vci *oid4vci.Error
	var vp *oid4vp.Error
	switch {
	case errors.As(err, &vci):
		if vci.Status == http.StatusUnauthorized {
			w.Header().Set("WWW-Authenticate", `Bearer error="`+vci.Code+`"`)
		}
		return answer(w, vci.Status, map[string]string{"error": vci.Code, "error_description": vci.Description})
	case errors.As(err, &vp):
		return answer(w, http.StatusBadRequest, map[string]string{"error": vp.Code, "error_description": vp.Description})
	}
	return err
}

func (h handler) issuer(w http.ResponseWriter, r *http.Request) error {
	meta, _, err := h.use.IssuerMetadata(r.Context(), r.PathValue("ods"))
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, meta)
}

func (h handler) server(w http.ResponseWriter, r *http.Request) error {
	_, meta, err := h.use.IssuerMetadata(r.Context(), r.PathValue("ods"))
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, meta)
}

func (h handler) offer(w http.ResponseWriter, r *http.Request) error {
	offer, err := h.use.FetchOffer(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, offer)
}

func (h handler) token(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return refuse(w, oid4vci.Refuse("invalid_request", "The form cannot be read."))
	}
	in, err := oid4vci.ReadTokenRequest(r.PostForm)
	if err != nil {
		return refuse(w, err)
	}
	token, err := h.use.RedeemOffer(r.Context(), in, web.RequestID(r.Context()))
	if err != nil {
		return refuse(w, err)
	}
	return answer(w, http.StatusOK, map[string]any{"access_token": token.Token, "token_type": "Bearer", "expires_in": int(token.Life.Seconds())})
}

func (h handler) nonce(w http.ResponseWriter, r *http.Request) error {
	nonce, err := h.use.NewNonce(r.Context(), app.ProofNonce)
	if err != nil {
		return err
	}
	return answer(w, http.StatusOK, map[string]string{"c_nonce": nonce})
}

func (h handler) credential(w http.ResponseWriter, r *http.Request) error {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		return refuse(w, oid4vci.ErrToken)
	}
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	body, err := jws.Object(raw)
	if err != nil {
		return refuse(w, oid4vci.Refuse("invalid_credential_request", "The body is no JSON object whose names stand once."))
	}
	in, err := oid4vci.ReadRequest(body)
	if err != nil {
		return refuse(w, err)
	}
	compact, err := h.use.IssueToWallet(r.Context(), app.WalletRequest{Token: token, Request: in, RequestID: web.RequestID(r.Context())})
	if err != nil {
		return refuse(w, err)
	}
	return answer(w, http.StatusOK, map[string]any{"credentials": []any{map[string]string{"credential": compact}}})
}

func (h handler) request(w http.ResponseWriter, r *http.Request) error {
	requestID, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return app.ErrNoRequest
	}
	object, err := h.use.RequestObject(r.Context(), requestID)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/oauth-authz-req+jwt")
	w.Header().Set("Cache-Control", "no-store")
	_, err = io.WriteString(w, object)
	return err
}

func (h handler) response(w http.ResponseWriter, r *http.Request) error {
	requestID, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return app.ErrNoRequest
	}
	if err := r.ParseForm(); err != nil {
		return refuse(w, &oid4vp.Error{Code: "invalid_request", Description: "The form cannot be read."})
	}
	in, err := oid4vp.ReadAnswer(r.PostForm)
	if err != nil {
		return refuse(w, err)
	}
	receipt, err := h.use.AnswerPresentation(r.Context(), requestID, app.WalletAnswer{Answer: in, By: app.By{Actor: "wallet", RequestID: web.RequestID(r.Context())}})
	if fault.Is(err, fault.Conflict) {
		return answer(w, http.StatusBadRequest, map[string]string{"error": "invalid_request", "error_description": fault.Of(err).Message})
	}
	if err != nil {
		return err
	}
	if receipt.Code != "" && in.Refusal == "" {
		return answer(w, http.StatusBadRequest, map[string]string{"error": "invalid_request", "error_description": receipt.Message, "code": receipt.Code})
	}
	return answer(w, http.StatusOK, map[string]any{})
}
