package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
)

// humaOnce guards huma's package-wide settings: they are the same for every API of the process.
var humaOnce sync.Once

func setUpHuma() {
	huma.NewError = problemFrom
	huma.NewErrorWithContext = func(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
		if status >= http.StatusInternalServerError {
			callOf(ctx.Context()).err = errors.Join(append(errs, errors.New(msg))...)
		}
		return problemFrom(status, msg, errs...)
	}
	// A list is a list: [] and never null, in what we ask for and in what we answer.
	huma.DefaultArrayNullable = false
	// "Ward" beside "ward" would pass the check for duplicate keys and still set the same field.
	huma.ValidateStrictCasing = true
}

func newAPI(cfg Config, s *Server) huma.API {
	humaOnce.Do(setUpHuma)
	hc := huma.DefaultConfig(cfg.Title, "1.0.0")
	// Its documentation page loads scripts from another host.
	hc.DocsPath = ""
	hc.SchemasPath = ""
	// The default hook adds $schema to every body.
	hc.CreateHooks = nil
	hc.Info.Description = "Part of Muster, one staff bank for a whole integrated care system. Times are RFC 3339 in UTC, money is whole pence."
	hc.Info.License = &huma.License{Name: "Apache-2.0", URL: "https://www.apache.org/licenses/LICENSE-2.0"}
	hc.Info.Contact = &huma.Contact{Name: "Muster contributors", URL: "https://github.com/muster-ics/muster"}
	hc.Servers = []*huma.Server{{URL: prefixOf(cfg.Service), Description: "This server"}}
	hc.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"bearer": {Type: "http", Scheme: "bearer", BearerFormat: "JWT", Description: "A token of the configured OpenID provider."},
		"cookie": {Type: "apiKey", In: "cookie", Name: "__Host-muster-session", Description: "The session of a browser that has signed in."},
	}
	hc.Security = []map[string][]string{{"bearer": {}}, {"cookie": {}}}
	return humago.NewWithPrefix(apiMux{s}, prefixOf(cfg.Service), hc)
}

func prefixOf(service string) string { return "/api/" + service + "/v1" }

// apiMux puts huma's routes on the server's mux, each behind what its operation asks for.
type apiMux struct{ s *Server }

func (m apiMux) HandleFunc(pattern string, h func(http.ResponseWriter, *http.Request)) {
	op, registered := m.s.ops[pattern]
	if !registered {
		// The API's own description.
		op = Op{Method: http.MethodGet, Action: Public}
	}
	m.s.route(pattern, op.Action, m.s.guard(op, http.HandlerFunc(h)))
}

func (m apiMux) ServeHTTP(w http.ResponseWriter, r *http.Request) { m.s.Mux.ServeHTTP(w, r) }

// guard stands before an operation: somebody is there, the body is small, clean JSON, and a repeated POST does its work
// once.
func (s *Server) guard(op Op, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := s.admit(r.Context(), op.Action); err != nil {
			WriteProblem(w, r, err)
			return
		}
		body, err := readBody(r, op.MaxBody)
		if err == nil && isJSON(r) {
			err = checkJSON(body)
		}
		if err != nil {
			WriteProblem(w, r, err)
			return
		}
		if op.Method != http.MethodPost || op.ReadOnly || op.Action == Public {
			next.ServeHTTP(w, r)
			return
		}
		key := r.Header.Get("Idempotency-Key")
		if err := checkKey(key); err != nil {
			WriteProblem(w, r, err)
			return
		}
		s.keys.once(w, r, key, body, WriteProblem, next)
	})
}

// admit is the check before facts are known: the action has a rule, and somebody is there. The use case decides with
// facts.
func (s *Server) admit(ctx context.Context, action auth.Action) error {
	if action == Public {
		return nil
	}
	if s.cfg.Policy[action] == nil {
		return fault.New(fault.Forbidden, "no_rule", "Nobody may do this: there is no rule for it.")
	}
	if _, ok := auth.From(ctx); !ok {
		return fault.New(fault.Unauthenticated, "sign_in", "Sign in, or send a bearer token, to do this.")
	}
	if s.cfg.Admit != nil {
		return s.cfg.Admit(ctx, action)
	}
	return nil
}

// isJSON is also true without a content type: huma then reads JSON.
func isJSON(r *http.Request) bool {
	ct, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	ct = strings.ToLower(strings.TrimSpace(ct))
	return ct == "" || ct == "application/json" || strings.HasSuffix(ct, "+json")
}

// problemFrom makes our problem of what huma refuses by itself. Values are never echoed: they may be about a person.
func problemFrom(status int, msg string, errs ...error) huma.StatusError {
	f := humaFault(status, msg)
	for _, err := range errs {
		var detail *huma.ErrorDetail
		switch {
		case err == nil || status >= http.StatusInternalServerError:
		case errors.As(err, &detail):
			f = f.WithFields(fault.Field{Location: detail.Location, Message: toChange(detail.Message)})
		default:
			f = f.WithFields(fault.Field{Message: err.Error()})
		}
	}
	p := problemOf(f)
	// Status 0 is huma asking for an example.
	p.Status = status
	if text := http.StatusText(status); text != "" && statusOf(f) != status {
		p.Title = text
	}
	return p
}

// toChange says what to change where the library says only what it did not expect.
func toChange(message string) string {
	if message == "unexpected property" {
		return "There is no such field here. Leave it out, or correct its name."
	}
	return message
}

func humaFault(status int, msg string) *fault.Error {
	switch status {
	case http.StatusBadRequest:
		if msg == "request body is required" {
			return fault.New(fault.Invalid, "body_missing", "Send a JSON document as the request's body.")
		}
		return fault.New(fault.Invalid, "malformed_json", "The request's body is not a JSON document.")
	case http.StatusUnprocessableEntity:
		return fault.New(fault.Invalid, "invalid_input", "Some of the input cannot be accepted. Change what is listed under errors.")
	case http.StatusRequestEntityTooLarge:
		return fault.New(fault.Invalid, "body_too_large", "The request is larger than accepted here. Send less at a time.")
	case http.StatusUnsupportedMediaType:
		return fault.New(fault.Invalid, "unsupported_media_type", "This media type is not accepted here. Send application/json.")
	case http.StatusNotFound:
		return fault.New(fault.NotFound, "not_found", "%s", orElse(msg, "There is no such thing here."))
	case http.StatusConflict:
		return fault.New(fault.Conflict, "conflict", "%s", orElse(msg, "Not possible at this moment."))
	case http.StatusPreconditionFailed:
		return fault.New(fault.Stale, "stale", "%s", orElse(msg, "Somebody changed it before you. Read it again."))
	}
	if status >= http.StatusInternalServerError {
		return fault.Of(errors.New(msg))
	}
	return fault.New(fault.Invalid, "refused", "%s", orElse(msg, "The request is refused."))
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// documented are the statuses that any operation may answer with, beside those that it names itself.
func documented(op Op) []int {
	codes := append([]int{400, 422, 429, 500, 503}, op.Errors...)
	if op.Action != Public {
		codes = append(codes, 401, 403)
	}
	switch op.Method {
	case http.MethodPost:
		codes = append(codes, 409, 413, 415)
	case http.MethodPut, http.MethodPatch:
		codes = append(codes, 413, 415)
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}
