package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/muster-ics/muster/pkg/fault"
)

const (
	signInPath   = "/signin"
	callbackPath = "/signin/callback"
	signOutPath  = "/signout"
	leavePath    = "/signout/provider"
	// signInLimit is how long somebody may take at the issuer.
	signInLimit = 10 * time.Minute
)

// pendingSignIn is what the browser keeps, encrypted, while its owner is at the issuer. It binds the answer to this
// browser (State), to this request (Nonce) and to us (Verifier).
type pendingSignIn struct {
	State    string    `json:"s"`
	Nonce    string    `json:"n"`
	Verifier string    `json:"v"`
	ReturnTo string    `json:"r"`
	Until    time.Time `json:"u"`
}

// Mount adds GET /signin, GET /signin/callback, POST /signout and GET /signout/provider.
func (a *Authenticator) Mount(mux *http.ServeMux) {
	mux.HandleFunc("GET "+signInPath, a.signIn)
	mux.HandleFunc("GET "+callbackPath, a.callback)
	mux.HandleFunc("POST "+signOutPath, a.signOut)
	mux.HandleFunc("GET "+leavePath, a.leaveProvider)
}

// signIn sends the browser to the issuer. ?return_to= is the page of ours to come back to.
func (a *Authenticator) signIn(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	issuer, err := a.issuer.get(r.Context())
	if err != nil {
		a.fail(w, r, err)
		return
	}
	p := pendingSignIn{
		State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(),
		ReturnTo: localPath(r.URL.Query().Get("return_to")), Until: a.cfg.Clock.Now().Add(signInLimit),
	}
	value, err := a.pending.seal(p)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	a.setCookie(w, pendingCookie, value, signInLimit)
	address := issuer.oauth.AuthCodeURL(p.State, oidc.Nonce(p.Nonce), oauth2.S256ChallengeOption(p.Verifier))
	http.Redirect(w, r, address, http.StatusSeeOther)
}

// callback takes the issuer's answer, and starts the session when every binding holds. The pending sign-in is used up
// whatever comes of it.
func (a *Authenticator) callback(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	p, err := a.takePending(w, r)
	if err == nil {
		err = a.checkAnswer(r.URL.Query(), p)
	}
	var c claims
	if err == nil {
		c, err = a.redeem(r.Context(), r.URL.Query().Get("code"), p)
	}
	if err == nil {
		err = a.startSession(w, c)
	}
	if err != nil {
		a.cfg.Log.InfoContext(r.Context(), "sign-in refused", "err", err)
		a.fail(w, r, err)
		return
	}
	a.cfg.Log.InfoContext(r.Context(), "signed in", "role", c.Role, "employer", c.Employer, "ics", c.ICS)
	http.Redirect(w, r, p.ReturnTo, http.StatusSeeOther)
}

func (a *Authenticator) takePending(w http.ResponseWriter, r *http.Request) (pendingSignIn, error) {
	var p pendingSignIn
	cookie, err := r.Cookie(a.cookieName(pendingCookie))
	if err != nil {
		return p, signInFailed("sign_in_unknown", "This browser has no sign-in under way, or it took longer than ten minutes.")
	}
	a.dropCookie(w, pendingCookie)
	if a.pending.open(cookie.Value, &p) != nil || !a.cfg.Clock.Now().Before(p.Until) {
		return p, signInFailed("sign_in_expired", "The sign-in took longer than ten minutes.")
	}
	return p, nil
}

// checkAnswer compares the answer with what was asked: same browser, same issuer, no refusal.
func (a *Authenticator) checkAnswer(answer url.Values, p pendingSignIn) error {
	if !same(answer.Get("state"), p.State) {
		return signInFailed("sign_in_mixed_up", "This is the answer to another sign-in than the one under way here.")
	}
	if iss := answer.Get("iss"); iss != "" && iss != a.cfg.Issuer {
		return signInFailed("sign_in_issuer", "The answer came from another sign-in provider than the one asked.")
	}
	if answer.Get("error") != "" {
		return signInFailed("sign_in_refused", "The sign-in provider did not sign you in.")
	}
	return nil
}

// redeem changes the code for an id token and reads who signed in.
func (a *Authenticator) redeem(ctx context.Context, code string, p pendingSignIn) (claims, error) {
	issuer, err := a.issuer.get(ctx)
	if err != nil {
		return claims{}, err
	}
	ctx = oidc.ClientContext(ctx, a.issuer.http)
	token, err := issuer.oauth.Exchange(ctx, code, oauth2.VerifierOption(p.Verifier))
	if err != nil {
		return claims{}, signInFailed("sign_in_code", "The sign-in provider did not accept the code.").Because(err)
	}
	raw, _ := token.Extra("id_token").(string)
	idToken, err := issuer.idTokens.Verify(ctx, raw)
	if err != nil {
		return claims{}, signInFailed("sign_in_token", "The sign-in provider's token is not valid.").Because(err)
	}
	if !same(idToken.Nonce, p.Nonce) {
		return claims{}, signInFailed("sign_in_nonce", "The sign-in provider's token belongs to another sign-in.")
	}
	c, err := a.readClaims(ctx, issuer, idToken, token)
	if err != nil {
		return claims{}, err
	}
	if _, err := c.principal(); err != nil {
		return claims{}, fault.New(fault.Forbidden, "sign_in_claims",
			"You are signed in, but your account has no complete role in Muster: %s. Ask your administrator to set it.", oneLine(err)).Because(err)
	}
	return c, nil
}

// readClaims reads the id token, or userinfo when the issuer keeps the id token short.
func (a *Authenticator) readClaims(ctx context.Context, issuer *discovered, idToken *oidc.IDToken, token *oauth2.Token) (claims, error) {
	var c claims
	if err := idToken.Claims(&c); err != nil {
		return c, signInFailed("sign_in_token", "The sign-in provider's token cannot be read.").Because(err)
	}
	if c.Role != "" || issuer.provider.UserInfoEndpoint() == "" {
		return c, nil
	}
	info, err := issuer.provider.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil {
		return c, unreachable(err)
	}
	if info.Subject != idToken.Subject {
		return c, signInFailed("sign_in_token", "The sign-in provider answered for two different people.")
	}
	if err := info.Claims(&c); err != nil {
		return c, signInFailed("sign_in_token", "The sign-in provider's answer cannot be read.").Because(err)
	}
	return c, nil
}

// signOut ends the session on this browser, and clears what the service worker kept for offline use.
func (a *Authenticator) signOut(w http.ResponseWriter, r *http.Request) {
	a.dropCookie(w, sessionCookie)
	a.dropCookie(w, pendingCookie)
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Clear-Site-Data", `"storage"`)
	http.Redirect(w, r, leavePath, http.StatusSeeOther)
}

// leaveProvider ends the session at the issuer too, or the next person at a shared machine would be let in as this one.
// It is a page that moves on by itself, not a redirect: a browser holds the redirects after a form to the page's
// form-action 'self', and the issuer may live at another address.
func (a *Authenticator) leaveProvider(w http.ResponseWriter, r *http.Request) {
	next := "/"
	if issuer, err := a.issuer.get(r.Context()); err == nil && issuer.endSessionURL != "" {
		q := url.Values{"client_id": {a.cfg.ClientID}, "post_logout_redirect_uri": {a.cfg.PublicURL + "/"}}
		next = issuer.endSessionURL + joiner(issuer.endSessionURL) + q.Encode()
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Refresh", "0; url="+next)
	_, _ = fmt.Fprintf(w, leavePage, html.EscapeString(next))
}

const leavePage = `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><link rel="icon" href="/assets/favicon.svg" type="image/svg+xml"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Signed out - Muster</title></head>
<body><main><h1>You are signed out of Muster</h1><p><a href="%s">Finish signing out</a></p></main></body></html>
`

func joiner(address string) string {
	if strings.Contains(address, "?") {
		return "&"
	}
	return "?"
}

// localPath gives a path of this site to go back to, and the first page for anything that could lead elsewhere: another
// host, another scheme, the forms that browsers mend into one ("//host", "/\host"), and the sign-in itself.
func localPath(raw string) string {
	const first = "/"
	if len(raw) > 2048 || !strings.HasPrefix(raw, "/") || strings.HasPrefix(raw, "//") || strings.Contains(raw, `\`) {
		return first
	}
	if strings.ContainsFunc(raw, func(c rune) bool { return c < ' ' || c == 0x7f }) {
		return first
	}
	u, err := url.Parse(raw)
	if err != nil || u.IsAbs() || u.Host != "" || u.User != nil || strings.HasPrefix(u.Path, "//") ||
		u.Path == signInPath || strings.HasPrefix(u.Path, signInPath+"/") || strings.HasPrefix(u.Path, signOutPath) {
		return first
	}
	return u.RequestURI()
}

func same(a, b string) bool {
	return a != "" && subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}

func oneLine(err error) string { return strings.ReplaceAll(err.Error(), "\n", "; ") }
