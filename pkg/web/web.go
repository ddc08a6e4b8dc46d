// Package web is what all services' HTTP has in common: the handler stack, the JSON API's set-up and errors, the page
// layout, idempotency keys and server-sent events.
package web

import (
	"context"
	"log/slog"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
)

// Config of a service's HTTP side.
type Config struct {
	// Service is the short name, e.g. shifts; the API lives under /api/<service>/v1.
	Service string
	Title   string
	Auth    *auth.Authenticator
	Policy  auth.Policy
	Pool    *pgxpool.Pool
	Clock   clock.Clock
	Log     *slog.Logger
	Ready   func(context.Context) error
}

// Server is a mux, the huma API on it and the stack around both.
type Server struct {
	Mux *http.ServeMux
	API huma.API
}

// NewServer makes the mux with /assets/, /livez, /readyz, /metrics, /signin… and the API's openapi.json.
func NewServer(cfg Config) *Server { panic("being written") }

// Handler is the mux inside the stack: recover, trace, log, limits, security headers, cross-origin protection, sign-in.
func (s *Server) Handler() http.Handler { panic("being written") }

// Op declares one API operation. Every operation has an action of the policy; it is checked again with facts by the
// use case through Policy.Check, and here only that the action has a rule and a principal is there.
type Op struct {
	Method, Path, ID, Summary string
	Action                    auth.Action
	// Status is the success status; 0 means 200.
	Status int
	// Errors are the documented problem statuses beside 401, 403, 422, 429 and 500.
	Errors []int
}

// Register adds an operation. State-changing POSTs require an Idempotency-Key: the first answer is kept 24 h and
// replayed; another body under the same key is 422; a key in flight is 409.
func Register[I, O any](s *Server, op Op, h func(context.Context, *I) (*O, error)) {
	panic("being written")
}

// Page adds a page route, e.g. "GET /shifts/{id}". h returns a fault or an error to have the error page rendered.
// Form posts carry a hidden field named idempotency_key, which is honoured like the header.
func (s *Server) Page(pattern string, action auth.Action, h func(http.ResponseWriter, *http.Request) error) {
	panic("being written")
}

// WriteProblem answers with application/problem+json: type, title, status, detail, code, errors[], reasons[].
func WriteProblem(w http.ResponseWriter, r *http.Request, err error) { panic("being written") }

// Event is one server-sent event.
type Event struct {
	// ID is the cursor that comes back as Last-Event-ID. Name is the event field. Data is JSON or HTML.
	ID, Name string
	Data     []byte
}

// Stream writes events until the channel closes, the client goes, or the server stops. It sends a comment each 15 s,
// clears the write deadline and, each 60 s, ends the stream unless again still says yes.
func Stream(w http.ResponseWriter, r *http.Request, ch <-chan Event, again func(context.Context) error) error {
	panic("being written")
}

// IdempotencyKey is the key of the request, scoped to the principal, for rows that are written in the change's own
// transaction; empty when there is none.
func IdempotencyKey(ctx context.Context) string { panic("being written") }

// RequestID identifies the request in logs and audit rows.
func RequestID(ctx context.Context) string { panic("being written") }
