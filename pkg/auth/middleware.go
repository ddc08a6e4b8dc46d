package auth

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
)

// Middleware puts the principal into the request's context when a valid cookie or bearer token is there. An invalid
// bearer token is answered with 401; a missing one is left to the policy. A request that brings both is judged by its
// token alone: programs say what they mean.
func (a *Authenticator) Middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token, present, err := bearer(r)
		if err == nil && present {
			var who Principal
			if who, err = a.verifyBearer(r.Context(), token); err == nil {
				next.ServeHTTP(w, r.WithContext(With(r.Context(), who)))
				return
			}
		}
		if err != nil {
			a.refuseBearer(w, r, err)
			return
		}
		if who, ok := a.readSession(w, r); ok {
			r = r.WithContext(With(r.Context(), who))
		}
		next.ServeHTTP(w, r)
	})
}

func (a *Authenticator) refuseBearer(w http.ResponseWriter, r *http.Request, err error) {
	if fault.Is(err, fault.Unauthenticated) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="muster", error="invalid_token"`)
	} else {
		w.Header().Set("Retry-After", "2")
	}
	a.cfg.Log.InfoContext(r.Context(), "bearer token refused", "err", err)
	a.fail(w, r, err)
}

// bearer reads the Authorization header. Another scheme than Bearer is none of our business.
func bearer(r *http.Request) (token string, present bool, err error) {
	values := r.Header.Values("Authorization")
	if len(values) == 0 {
		return "", false, nil
	}
	scheme, token, _ := strings.Cut(values[0], " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return "", false, nil
	}
	if token = strings.TrimSpace(token); token == "" || len(token) > maxToken || len(values) > 1 {
		return "", true, invalidToken("The Authorization header must carry one bearer token of at most 8 KiB.")
	}
	return token, true, nil
}

func invalidToken(sentence string) *fault.Error {
	return fault.New(fault.Unauthenticated, "invalid_token", "%s", sentence)
}

// isStream tells whether the browser asks by itself, which is no sign that a person is there.
func isStream(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept"), "text/event-stream")
}

// writeFault is the rendering until OnFault sets another.
func writeFault(w http.ResponseWriter, r *http.Request, err error) {
	f := fault.Of(err)
	status := map[fault.Kind]int{
		fault.Unauthenticated: http.StatusUnauthorized, fault.Forbidden: http.StatusForbidden,
		fault.Invalid: http.StatusUnprocessableEntity, fault.Unavailable: http.StatusServiceUnavailable,
	}[f.Kind]
	if status == 0 {
		status = http.StatusInternalServerError
	}
	w.Header().Set("Cache-Control", "no-store")
	if strings.Contains(r.Header.Get("Accept"), "text/html") {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(f.Message + "\n"))
		return
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{
		"type": "urn:muster:problem:" + f.Code, "title": http.StatusText(status), "status": status, "code": f.Code, "detail": f.Message,
	})
}
