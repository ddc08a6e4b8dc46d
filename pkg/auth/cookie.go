package auth

import (
	"net/http"
	"time"
)

// The life of a session. Re-issuing only an older cookie keeps most answers free of Set-Cookie.
const (
	idleLimit     = 30 * time.Minute
	absoluteLimit = 12 * time.Hour
	reissueAfter  = 5 * time.Minute
)

// session is what the browser carries, encrypted. Started is the sign-in, Seen the issue of this very cookie.
type session struct {
	Claims  claims    `json:"c"`
	Started time.Time `json:"a"`
	Seen    time.Time `json:"s"`
}

// alive tells whether the session may still be used at now. A cookie from the future is none of ours.
func (s session) alive(now time.Time) bool {
	const skew = time.Minute
	return !s.Seen.Before(s.Started) && s.Seen.Before(now.Add(skew)) &&
		now.Sub(s.Seen) < idleLimit && now.Sub(s.Started) < absoluteLimit
}

// cookieName carries the __Host- prefix wherever browsers accept it: it pins the cookie to this host and to https.
func (a *Authenticator) cookieName(base string) string {
	if a.https {
		return "__Host-" + base
	}
	return base
}

const (
	sessionCookie = "muster-session"
	pendingCookie = "muster-signin"
)

func (a *Authenticator) setCookie(w http.ResponseWriter, name, value string, age time.Duration) {
	http.SetCookie(w, &http.Cookie{
		Name: a.cookieName(name), Value: value, Path: "/", MaxAge: int(age.Seconds()),
		Secure: a.https, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}

func (a *Authenticator) dropCookie(w http.ResponseWriter, name string) {
	a.setCookie(w, name, "", -time.Second)
}

// startSession signs a principal in on this browser.
func (a *Authenticator) startSession(w http.ResponseWriter, c claims) error {
	now := a.cfg.Clock.Now()
	return a.issueSession(w, session{Claims: c, Started: now, Seen: now})
}

func (a *Authenticator) issueSession(w http.ResponseWriter, s session) error {
	value, err := a.sessions.seal(s)
	if err != nil {
		return err
	}
	left := absoluteLimit - s.Seen.Sub(s.Started)
	a.setCookie(w, sessionCookie, value, min(idleLimit, left))
	return nil
}

// readSession gives the principal of the request's cookie, renews an ageing cookie and removes a useless one.
func (a *Authenticator) readSession(w http.ResponseWriter, r *http.Request) (Principal, bool) {
	cookie, err := r.Cookie(a.cookieName(sessionCookie))
	if err != nil {
		return Principal{}, false
	}
	var s session
	now := a.cfg.Clock.Now()
	if err := a.sessions.open(cookie.Value, &s); err != nil || !s.alive(now) {
		a.dropCookie(w, sessionCookie)
		return Principal{}, false
	}
	who, err := s.Claims.principal()
	if err != nil {
		a.dropCookie(w, sessionCookie)
		return Principal{}, false
	}
	if now.Sub(s.Seen) >= reissueAfter && !isStream(r) {
		s.Seen = now
		if err := a.issueSession(w, s); err != nil {
			a.cfg.Log.ErrorContext(r.Context(), "session not renewed", "err", err)
		}
	}
	return who, true
}
