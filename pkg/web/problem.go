package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/a-h/templ"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
)

// Problem is the body of every refusal of the API: RFC 9457 with Muster's code, fields and reasons.
type Problem struct {
	Type   string `json:"type" format:"uri" doc:"Names the kind of problem: urn:muster:problem:<code>."`
	Title  string `json:"title" doc:"The class of the problem in a few words."`
	Status int    `json:"status" doc:"The HTTP status."`
	Detail string `json:"detail" doc:"What is the case and what to change, for a person."`
	Code   string `json:"code" doc:"Stable and specific, for programs, e.g. shift_taken."`
	// Errors and Reasons are left out when empty.
	Errors  []fault.Field   `json:"errors,omitempty" doc:"What is wrong with single parts of the input."`
	Reasons []reason.Reason `json:"reasons,omitempty" doc:"Why the decision went this way, and what would change it."`
}

// Error implements error, for huma.
func (p *Problem) Error() string { return p.Code + ": " + p.Detail }

// GetStatus is the HTTP status, for huma.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is the media type in which huma sends a problem.
func (p *Problem) ContentType(string) string { return problemJSON }

const (
	problemJSON = "application/problem+json"
	problemType = "urn:muster:problem:"
	// clientGone is what the log shows when nobody was left to read the answer.
	clientGone = 499
)

var kinds = map[fault.Kind]struct {
	status int
	title  string
}{
	fault.Invalid:         {http.StatusUnprocessableEntity, "The request breaks a rule"},
	fault.Unauthenticated: {http.StatusUnauthorized, "Sign in first"},
	fault.Forbidden:       {http.StatusForbidden, "Not yours to do"},
	fault.NotFound:        {http.StatusNotFound, "Not found"},
	fault.Conflict:        {http.StatusConflict, "Not possible at this moment"},
	fault.Stale:           {http.StatusPreconditionFailed, "Somebody changed it before you"},
	fault.TooMany:         {http.StatusTooManyRequests, "Too many requests"},
	fault.Unavailable:     {http.StatusServiceUnavailable, "Not available at the moment"},
	fault.Internal:        {http.StatusInternalServerError, "Something went wrong on our side"},
}

// Faults that HTTP knows by a status of their own.
var statusByCode = map[string]int{
	"body_too_large":         http.StatusRequestEntityTooLarge,
	"if_match_missing":       http.StatusPreconditionRequired,
	"malformed_json":         http.StatusBadRequest,
	"body_missing":           http.StatusBadRequest,
	"body_unreadable":        http.StatusBadRequest,
	"unreadable_address":     http.StatusBadRequest,
	"unsupported_media_type": http.StatusUnsupportedMediaType,
	"method_not_allowed":     http.StatusMethodNotAllowed,
	"gone_away":              clientGone,
}

func statusOf(f *fault.Error) int {
	if status, ok := statusByCode[f.Code]; ok {
		return status
	}
	if k, ok := kinds[f.Kind]; ok {
		return k.status
	}
	return http.StatusInternalServerError
}

// problemOf is the outside of an error: an unforeseen one shows nothing of itself.
func problemOf(f *fault.Error) *Problem {
	title := kinds[f.Kind].title
	if status, ok := statusByCode[f.Code]; ok && http.StatusText(status) != "" {
		title = http.StatusText(status)
	}
	return &Problem{
		Type: problemType + f.Code, Title: title, Status: statusOf(f),
		Detail: f.Message, Code: f.Code, Errors: f.Fields, Reasons: f.Reasons,
	}
}

// faultOf sees in an error what a person can act on: the client that left, the database that is busy. Anything else
// that is no fault is internal.
func faultOf(err error) *fault.Error {
	var f *fault.Error
	var pgErr *pgconn.PgError
	var connect *pgconn.ConnectError
	switch {
	case errors.As(err, &f):
		return f
	case errors.Is(err, context.Canceled):
		return fault.New(fault.Unavailable, "gone_away", "The request was given up before it was answered.").Because(err)
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &connect),
		errors.As(err, &pgErr) && busy[pgErr.Code]:
		return fault.New(fault.Unavailable, "busy", "Muster is too busy to answer this now. Nothing was changed. Try again in a few seconds.").Because(err)
	}
	return fault.Of(err)
}

// busy are the SQLSTATEs that pass by themselves: statement and lock time-outs, races lost too often, too many
// connections, a server that is starting or stopping.
var busy = map[string]bool{
	"57014": true, "55P03": true, "40001": true, "40P01": true, "53300": true, "57P01": true, "57P02": true, "57P03": true,
}

// WriteProblem answers with application/problem+json: type, title, status, detail, code, errors[], reasons[].
func WriteProblem(w http.ResponseWriter, r *http.Request, err error) {
	f := noted(r.Context(), err)
	body, _ := json.Marshal(problemOf(f))
	h := w.Header()
	problemHeaders(h, f)
	h.Set("Content-Type", problemJSON)
	w.WriteHeader(statusOf(f))
	_, _ = w.Write(append(body, '\n'))
}

// writeFault answers as a page to a browser and as a problem to a program.
func writeFault(w http.ResponseWriter, r *http.Request, err error) {
	if !wantsPage(r) {
		WriteProblem(w, r, err)
		return
	}
	f := noted(r.Context(), err)
	problemHeaders(w.Header(), f)
	w.Header().Add("Vary", "HX-Request")
	if IsFragment(r) {
		// A whole page in place of a part of one would show two headers.
		_ = Render(w, r, statusOf(f), layout.FaultPart(f))
		return
	}
	_ = Render(w, r, statusOf(f), layout.Fault(kinds[f.Kind].title, f, RequestID(r.Context())))
}

// IsFragment tells that the answer goes into a page that is shown already: htmx asks, or the address says fragment=1.
func IsFragment(r *http.Request) bool {
	return r.Header.Get("HX-Request") == "true" || r.URL.Query().Get("fragment") == "1"
}

// Render writes a page with a status. The page is rendered whole before anything is sent, so that a component that
// fails cannot leave half a page that says 200.
func Render(w http.ResponseWriter, r *http.Request, status int, page templ.Component) error {
	var buf bytes.Buffer
	if err := page.Render(r.Context(), &buf); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	if r.Method == http.MethodHead {
		return nil
	}
	_, err := w.Write(buf.Bytes())
	return err
}

// noted keeps the refusal for the log and for the idempotency layer, and makes a fault of it.
func noted(ctx context.Context, err error) *fault.Error {
	c := callOf(ctx)
	c.err = err
	return faultOf(err)
}

func problemHeaders(h http.Header, f *fault.Error) {
	h.Set("Cache-Control", "no-store")
	switch {
	case f.Kind == fault.Unauthenticated && h.Get("WWW-Authenticate") == "":
		h.Set("WWW-Authenticate", `Bearer realm="muster"`)
	case (f.Kind == fault.Unavailable || f.Kind == fault.TooMany) && h.Get("Retry-After") == "":
		h.Set("Retry-After", "2")
	}
}

// wantsPage tells a browser that navigates from a program. The API is for programs, whatever they accept.
func wantsPage(r *http.Request) bool {
	return !strings.HasPrefix(r.URL.Path, "/api/") && strings.Contains(r.Header.Get("Accept"), "text/html")
}
