package web

import (
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"

	"go.opentelemetry.io/otel/trace"

	"github.com/muster-ics/muster/pkg/clock"
)

var errPanic = errors.New("a handler panicked")

func stack() string { return string(debug.Stack()) }

// accessLog writes one line a request: which route, how it ended, how long it took. Never bodies, query values or
// paths: those hold ids, searches and secret addresses.
func (s *Server) accessLog(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := clock.System().Now()
		rec := &statusWriter{ResponseWriter: w}
		next.ServeHTTP(rec, r)
		c := callOf(r.Context())
		level := slog.LevelInfo
		switch {
		case rec.code() >= 500:
			level = slog.LevelError
		case isProbe(r):
			level = slog.LevelDebug
		}
		if !c.log.Enabled(r.Context(), level) {
			return
		}
		attrs := []any{
			"method", r.Method, "route", routeOf(c.pattern), "status", rec.code(), "bytes", rec.bytes,
			"ms", clock.System().Now().Sub(began).Milliseconds(),
		}
		if c.role != "" {
			attrs = append(attrs, "role", c.role)
		}
		if t := trace.SpanContextFromContext(r.Context()); t.HasTraceID() {
			attrs = append(attrs, "trace_id", t.TraceID().String())
		}
		if c.err != nil && rec.code() >= 500 {
			attrs = append(attrs, "err", c.err.Error())
		}
		c.log.Log(r.Context(), level, "request", attrs...)
	})
}

// routeOf is a pattern without its method.
func routeOf(pattern string) string {
	if _, path, ok := strings.Cut(pattern, " "); ok {
		return path
	}
	return pattern
}

func isProbe(r *http.Request) bool {
	switch r.URL.Path {
	case "/livez", "/readyz", "/metrics":
		return true
	}
	return strings.HasPrefix(r.URL.Path, "/assets/")
}

// statusWriter remembers what was answered. Unwrap lets http.ResponseController reach the connection.
type statusWriter struct {
	http.ResponseWriter
	status, bytes int
}

func (w *statusWriter) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *statusWriter) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(b)
	w.bytes += n
	return n, err
}

func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// Flush is here because the compressing layer asks for it by type.
func (w *statusWriter) Flush() { _ = http.NewResponseController(w.ResponseWriter).Flush() }

func (w *statusWriter) code() int {
	if w.status == 0 {
		return http.StatusOK
	}
	return w.status
}
