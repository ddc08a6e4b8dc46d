package web

import (
	"crypto/rand"
	"net/http"

	"github.com/a-h/templ"
)

// securityHeaders tells the browser to run only what this answer signed with its nonce, and to keep nothing of it on a
// shared phone. Handlers may loosen Cache-Control for what is public.
func (s *Server) securityHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, secure(w, r))
	})
}

func secure(w http.ResponseWriter, r *http.Request) *http.Request {
	nonce := rand.Text()
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'self'; script-src 'self' 'nonce-"+nonce+
		"'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cache-Control", "private, no-store")
	// A browser ignores it over plain http, and must not be told it there.
	// The header comes from a trusted proxy or not at all.
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
	}
	return r.WithContext(templ.WithNonce(r.Context(), nonce))
}
