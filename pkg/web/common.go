package web

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/otelx"
	"github.com/muster-ics/muster/pkg/web/assets"
)

// readyWithin bounds a readiness check: a probe that hangs is a no.
const readyWithin = 2 * time.Second

// mountCommon adds what every service serves beside its own routes.
func (s *Server) mountCommon() {
	metrics := s.cfg.Metrics
	if metrics == nil {
		metrics = otelx.MetricsHandler()
	}
	s.Mux.Handle("GET /assets/", assets.Handler())
	s.Mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok") })
	s.Mux.HandleFunc("GET /readyz", s.ready)
	s.Mux.Handle("GET /metrics", metrics)
	s.Mux.HandleFunc("GET /{$}", s.start)
	s.Mux.HandleFunc("/", s.unknown)
	if s.cfg.Auth != nil {
		s.cfg.Auth.OnFault(writeFault)
		s.cfg.Auth.Mount(s.Mux)
	}
}

// ready tells a load balancer whether to send work. Why not is for the log.
func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), readyWithin)
	defer cancel()
	if s.cfg.Ready != nil {
		if err := s.cfg.Ready(ctx); err != nil {
			s.cfg.Log.WarnContext(ctx, "not ready", "err", err)
			plain(w, http.StatusServiceUnavailable, "not ready")
			return
		}
	}
	plain(w, http.StatusOK, "ready")
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text + "\n"))
}

var methods = []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}

// unknown answers for every path that has no route, and for methods that a path does not have: the mux sends both here.
func (s *Server) unknown(w http.ResponseWriter, r *http.Request) {
	var allowed []string
	for _, m := range methods {
		other := r.Clone(r.Context())
		other.Method = m
		if _, pattern := s.Mux.Handler(other); pattern != "/" && pattern != "" {
			allowed = append(allowed, m)
		}
	}
	if len(allowed) == 0 || slices.Contains(allowed, r.Method) {
		writeFault(w, r, fault.New(fault.NotFound, "no_such_page", "There is nothing at this address. Check it, or start from the first page."))
		return
	}
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	writeFault(w, r, fault.New(fault.Invalid, "method_not_allowed", "This address does not understand %s. It understands %s.", r.Method, strings.Join(allowed, ", ")))
}
