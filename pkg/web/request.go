package web

import (
	"context"
	"log/slog"
	"net/http"

	"github.com/muster-ics/muster/pkg/id"
)

type callKey struct{}

// call is what one request carries through the stack, so that inner layers can tell outer ones what they found.
type call struct {
	id          string
	server      *Server
	log         *slog.Logger
	path, query string
	// pattern is the route that the mux chose. It is logged in the path's place: paths hold ids and secret addresses.
	pattern string
	// key is the idempotency key, scoped to the principal and the resource; empty without one.
	key string
	// secret tells that the answer is not kept for the key.
	secret bool
	// role of the principal, for the log.
	role string
	// err is what the handler refused with.
	err error
}

func callOf(ctx context.Context) *call {
	if c, ok := ctx.Value(callKey{}).(*call); ok {
		return c
	}
	return &call{log: slog.Default()}
}

// identify starts the request's own record. An id that the client sends is not taken over: it ends up in audit rows.
func (s *Server) identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := &call{id: id.New().String(), server: s, path: r.URL.Path, query: r.URL.RawQuery}
		c.log = s.cfg.Log.With("request_id", c.id)
		w.Header().Set("X-Request-Id", c.id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), callKey{}, c)))
	})
}

// RequestID identifies the request in logs and audit rows; empty outside of a request.
func RequestID(ctx context.Context) string { return callOf(ctx).id }

// IdempotencyKey is the key of the request, scoped to the principal, for rows that are written in the change's own
// transaction; empty when there is none.
func IdempotencyKey(ctx context.Context) string { return callOf(ctx).key }

// AnswerOnce says that the answer of this request holds a secret, so that it is not kept beside the idempotency key: the same
// request sent again does nothing and is answered with 409 already_done. The change must write its key's row in its own
// transaction, as outbox.InTx does.
func AnswerOnce(ctx context.Context) { callOf(ctx).secret = true }
