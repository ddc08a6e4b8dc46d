package web

import (
	"bytes"
	"net/http"

	"github.com/klauspost/compress/gzhttp"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"github.com/muster-ics/muster/events/footprint"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
)

type middleware func(http.Handler) http.Handler

// Handler is the mux inside the stack. Each layer stands where it stands for the reason beside it.
func (s *Server) Handler() http.Handler {
	layers := []middleware{
		// First, so that nothing below sees an address or a scheme that somebody only claims.
		s.behindProxies,
		// Before all others, so that a request has a name in everything that is said of it.
		s.identify,
		// Before the log, so that a logged line carries the trace.
		s.trace,
		// Sees the final status of everything below, refusals included.
		s.accessLog,
		// Below the log, so that a panic is logged as the 500 that the client got.
		s.recover,
		// Every answer carries them, the early refusals too.
		s.securityHeaders,
		// Before anything reads the body.
		s.capBody,
		// Before anything parses: a NUL byte or broken UTF-8 would reach Postgres as an error of ours.
		s.cleanInput,
		// Needs no identity, and a forged request should cost no token check.
		s.unlessOpen(s.sameOrigin),
		// Who is asking; policy and limits need it.
		s.unlessOpen(s.authenticate),
		// For whom they act today, of which the rules know nothing.
		s.succeed,
		// Per principal, so it comes after sign-in.
		s.limiter.wrap,
		// Last: it only touches what the handlers wrote.
		compress(),
	}
	h := s.dispatch()
	for i := len(layers) - 1; i >= 0; i-- {
		h = layers[i](h)
	}
	return h
}

// dispatch notes the route that the mux chose. The mux writes it into the very request it is given.
func (s *Server) dispatch() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := callOf(r.Context())
		if who, ok := auth.From(r.Context()); ok {
			c.role = string(who.Role)
		}
		defer func() {
			c.pattern = r.Pattern
			trace.SpanFromContext(r.Context()).SetName(r.Method + " " + routeOf(c.pattern))
		}()
		s.Mux.ServeHTTP(w, r)
	})
}

func (s *Server) trace(next http.Handler) http.Handler {
	// The route instead of the path: a path may hold what only its reader should have, like the secret of a calendar.
	named := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			trace.SpanFromContext(r.Context()).SetAttributes(attribute.String("url.path", routeOf(callOf(r.Context()).pattern)))
		}()
		next.ServeHTTP(w, r)
	})
	return otelhttp.NewHandler(named, s.cfg.Service, otelhttp.WithFilter(func(r *http.Request) bool { return !isProbe(r) }))
}

func (s *Server) recover(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			// The one panic that means "drop the connection" and nothing else.
			if p == http.ErrAbortHandler {
				panic(p)
			}
			callOf(r.Context()).log.ErrorContext(r.Context(), "panic", "panic", p, "stack", stack())
			// Half an answer cannot be taken back; a dropped connection at least does not look like a whole one.
			if sw, ok := w.(*statusWriter); ok && sw.status != 0 {
				panic(http.ErrAbortHandler)
			}
			writeFault(w, r, errPanic)
		}()
		next.ServeHTTP(w, r)
	})
}

// sameOrigin refuses state-changing requests that another site's page makes a browser send.
func (s *Server) sameOrigin(next http.Handler) http.Handler {
	p := http.NewCrossOriginProtection()
	p.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		writeFault(w, r, fault.New(fault.Forbidden, "cross_origin", "This request came from a page of another site. Open Muster itself and try again."))
	}))
	return p.Handler(next)
}

func (s *Server) authenticate(next http.Handler) http.Handler {
	if s.cfg.Auth == nil {
		return next
	}
	return s.cfg.Auth.Middleware(next)
}

// succeed lets people act for the employer that stands today for the one they signed in for.
func (s *Server) succeed(next http.Handler) http.Handler {
	if s.cfg.Heirs == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, ok := auth.From(r.Context()); !ok {
			next.ServeHTTP(w, r)
			return
		}
		heirs, err := s.cfg.Heirs(r.Context())
		if err != nil {
			writeFault(w, r, err)
			return
		}
		if heirs.None() {
			next.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r.WithContext(auth.WithHeirs(r.Context(), heirsNow{heirs, s.cfg.Clock})))
	})
}

// heirsNow judges who stands for whom by the clock at the moment of the question: a request may live across the midnight of a merger.
type heirsNow struct {
	heirs *footprint.Heirs
	clock clock.Clock
}

// Of implements auth.Heirs.
func (h heirsNow) Of(code string) string { return h.heirs.Of(code, h.clock.Now()) }

// Codes implements auth.Heirs.
func (h heirsNow) Codes(code string) []string { return h.heirs.Codes(code, h.clock.Now()) }

// compress packs what is text. Event streams are left alone: a packer would hold their lines back.
func compress() middleware {
	wrap, err := gzhttp.NewWrapper(
		gzhttp.MinSize(1024),
		gzhttp.CompressionLevel(1),
		gzhttp.ContentTypes([]string{
			"text/html", "text/csv", "text/calendar", "application/json", "application/problem+json",
			"application/openapi+json", "application/openapi+yaml", "image/svg+xml",
		}),
	)
	if err != nil {
		return func(next http.Handler) http.Handler { return next }
	}
	return func(next http.Handler) http.Handler { return wrap(next) }
}

// buffer is a ResponseWriter that keeps the answer until it is complete.
type buffer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func newBuffer() *buffer { return &buffer{header: http.Header{}, status: http.StatusOK} }

func (b *buffer) Header() http.Header         { return b.header }
func (b *buffer) Write(p []byte) (int, error) { return b.body.Write(p) }
func (b *buffer) WriteHeader(status int)      { b.status = status }

func (b *buffer) copyTo(w http.ResponseWriter) {
	for k, v := range b.header {
		w.Header()[k] = v
	}
	w.WriteHeader(b.status)
	_, _ = w.Write(b.body.Bytes())
}
