package web

import (
	"net/http"
)

// Open adds a route for everybody, programs of others above all: what is published, and the protocols of wallets and of
// receivers. Cookies and tokens are not read, so that h acts in nobody's name, and pages of other sites may call it. limit
// is how fast one address may, beside the limit that all routes share; the body is read up to OpenLimit. A refusal is
// problem+json to programs.
func (s *Server) Open(pattern string, limit RateLimit, h func(http.ResponseWriter, *http.Request) error) {
	own := newLimiter(limit)
	own.clock = s.limiter.clock
	s.mu.Lock()
	s.open[pattern] = true
	s.mu.Unlock()
	s.route(pattern, Public, own.wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
		if _, err := readBody(r, OpenLimit); err != nil {
			writeFault(w, r, err)
			return
		}
		if err := h(w, r); err != nil {
			writeFault(w, r, err)
		}
	})))
}

// OpenLimit is the largest body that somebody unknown may send: an answer with twenty credentials fits, each shown whole.
const OpenLimit = 128 << 10

// isOpen tells whether a request goes to a route of Open.
func (s *Server) isOpen(r *http.Request) bool {
	_, pattern := s.Mux.Handler(r)
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.open[pattern]
}

// unlessOpen leaves a layer out for the routes of Open.
func (s *Server) unlessOpen(layer middleware) middleware {
	return func(next http.Handler) http.Handler {
		with := layer(next)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if s.isOpen(r) {
				next.ServeHTTP(w, r)
				return
			}
			with.ServeHTTP(w, r)
		})
	}
}
