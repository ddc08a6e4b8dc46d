// Package web is what all services' HTTP has in common: the handler stack, the JSON API's set-up and errors, the page
// layout, idempotency keys and server-sent events.
package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/events/footprint"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/web/layout"
)

// Config of a service's HTTP side.
type Config struct {
	// Service is the short name, e.g. shifts; the API lives under /api/<service>/v1.
	Service string
	Title   string
	// ICS is the system that the instance serves; the history is for its auditors.
	ICS string
	// Auth runs the sign-in and reads cookies and tokens; nil serves everybody as signed out.
	Auth   *auth.Authenticator
	Policy auth.Policy
	// Admit refuses those whom an action can never be for, before anything of the request is read; nil admits everybody.
	Admit func(context.Context, auth.Action) error
	// Heirs is who has followed whom: people of an employer that is no more act for the one that stands for it. Nil is nobody.
	Heirs func(context.Context) (*footprint.Heirs, error)
	// Pool holds the idempotency table; without it keys are checked for form and not remembered.
	Pool  *pgxpool.Pool
	Clock clock.Clock
	Log   *slog.Logger
	Ready func(context.Context) error
	// Limit is how fast one principal (or one address, when signed out) may ask. The zero value is 50 a second with
	// bursts of 200.
	Limit RateLimit
	// Metrics serves /metrics; nil is otelx's handler: every instrument of the process.
	Metrics http.Handler
	// TrustedProxies are the addresses of the proxies before the service. They alone are believed about where a request
	// came from and whether by https; the zero value believes nobody.
	TrustedProxies []netip.Prefix
	// StreamsEach is how many event streams one principal may hold; 0 is 5.
	StreamsEach int
	// StreamsJudged is how often it is judged whether an open stream may go on; 0 is a minute.
	StreamsJudged time.Duration
}

// Server is a mux, the huma API on it and the stack around both.
type Server struct {
	Mux *http.ServeMux
	API huma.API

	cfg     Config
	limiter *limiter
	keys    *keyring
	streams *streamCounter

	// ops are the operations by pattern, for the layer that stands before each.
	ops map[string]Op

	// open are the patterns of routes that ask for nobody's name.
	open map[string]bool

	mu     sync.Mutex
	routes []Route
	faults []error
}

// Route is one registered pattern and the action that guards it.
type Route struct {
	Pattern string
	Action  auth.Action
}

// Public is the action of a route that anybody may use. It needs no rule.
const Public auth.Action = "public"

// NewServer makes the mux with /assets/, /livez, /readyz, /metrics, /signin…, the start page and the API's
// openapi.json. What was registered wrongly is told by Err.
func NewServer(cfg Config) *Server {
	if cfg.Log == nil {
		cfg.Log = slog.Default()
	}
	if cfg.Clock == nil {
		cfg.Clock = clock.System()
	}
	s := &Server{
		Mux: http.NewServeMux(), cfg: cfg,
		limiter: newLimiter(cfg.Limit),
		keys:    newKeyring(cfg.Pool, cfg.Log),
		streams: newStreamCounter(cfg.StreamsEach),
		ops:     map[string]Op{},
		open:    map[string]bool{},
	}
	s.API = newAPI(cfg, s)
	s.mountCommon()
	return s
}

// Err is nil when every route has an action with a rule and no two routes collide. A service's New returns it.
func (s *Server) Err() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return errors.Join(s.faults...)
}

// Routes are the operations and pages registered, in that order.
func (s *Server) Routes() []Route {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Route(nil), s.routes...)
}

// route puts a guarded pattern on the mux. A collision is kept for Err: it is a mistake in the program that must stop
// the start with a sentence, not with a stack trace.
func (s *Server) route(pattern string, action auth.Action, h http.Handler) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer func() {
		if p := recover(); p != nil {
			s.faults = append(s.faults, fmt.Errorf("route %s: %v", pattern, p))
		}
	}()
	if action != Public && s.cfg.Policy[action] == nil {
		s.faults = append(s.faults, fmt.Errorf("route %s: the policy has no rule for action %q", pattern, action))
	}
	s.Mux.Handle(pattern, h)
	s.routes = append(s.routes, Route{Pattern: pattern, Action: action})
}

// start is what "/" shows: to those signed in the place where their work begins, to others what Muster is.
func (s *Server) start(w http.ResponseWriter, r *http.Request) {
	if who, ok := auth.From(r.Context()); ok && layout.Home(who) != "/signin" {
		http.Redirect(w, r, layout.Home(who), http.StatusSeeOther)
		return
	}
	_ = Render(w, r, http.StatusOK, layout.Start())
}
