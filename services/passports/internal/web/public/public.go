// Package public serves what any receiver and any wallet may read: keys, status lists, the registry and the types of
// credentials. Nothing in it names a worker.
package public

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

// Limit is how fast one address may read. Readers keep what they read for minutes.
var Limit = web.RateLimit{PerSecond: 20, Burst: 100}

// Mount adds the routes.
func Mount(s *web.Server, use *app.Passports) {
	h := handler{use: use}
	// The well-known part stands between host and path, since each employer issues under an address of its own.
	s.Open("GET /.well-known/jwt-vc-issuer/issuers/{ods}", Limit, h.issuer)
	s.Open("GET /issuers/{ods}/jwks", Limit, h.keys)
	s.Open("GET /status/{n}", Limit, h.status)
	s.Open("GET /registry.jwt", Limit, h.registry)
	s.Open("GET /vct/{name}/{version}", Limit, h.vct)
}

type handler struct{ use *app.Passports }

func (h handler) issuer(w http.ResponseWriter, r *http.Request) error {
	ods := r.PathValue("ods")
	if _, err := h.use.PublishKeys(r.Context(), ods); err != nil {
		return err
	}
	issuer := h.use.Addresses.Issuer(ods)
	return document(w, r, "application/json", map[string]string{"issuer": issuer, "jwks_uri": issuer + "/jwks"})
}

func (h handler) keys(w http.ResponseWriter, r *http.Request) error {
	keys, err := h.use.PublishKeys(r.Context(), r.PathValue("ods"))
	if err != nil {
		return err
	}
	return document(w, r, "application/jwk-set+json", map[string]any{"keys": keys})
}

func (h handler) status(w http.ResponseWriter, r *http.Request) error {
	n, err := strconv.ParseInt(r.PathValue("n"), 10, 64)
	if err != nil {
		return app.ErrNoList
	}
	token, err := h.use.PublishStatusList(r.Context(), n)
	if err != nil {
		return err
	}
	return answer(w, r, "application/statuslist+jwt", []byte(token))
}

func (h handler) registry(w http.ResponseWriter, r *http.Request) error {
	token, err := h.use.PublishRegistry(r.Context())
	if err != nil {
		return err
	}
	return answer(w, r, "application/muster-registry+jwt", []byte(token))
}

var errNoType = fault.New(fault.NotFound, "no_such_type", "There is no such type of credential.")

func (h handler) vct(w http.ResponseWriter, r *http.Request) error {
	t, ok := h.use.DescribeType(r.PathValue("name") + "/" + r.PathValue("version"))
	if !ok {
		return errNoType
	}
	return document(w, r, "application/json", t)
}

func document(w http.ResponseWriter, r *http.Request, contentType string, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return answer(w, r, contentType, body)
}

// answer lets caches keep the answer as long as they ask each time whether it still stands: a cache that kept a status list
// by itself would add its own time to the list's.
func answer(w http.ResponseWriter, r *http.Request, contentType string, body []byte) error {
	sum := sha256.Sum256(body)
	tag := `"` + hex.EncodeToString(sum[:16]) + `"`
	w.Header().Set("Cache-Control", "public, no-cache")
	w.Header().Set("ETag", tag)
	w.Header().Set("Content-Type", contentType)
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	_, err := w.Write(body)
	return err
}
