// Package auth tells who is asking and decides, denying by default, what they may do. Sign-in is OpenID Connect with
// PKCE; afterwards the browser carries an encrypted cookie that every service verifies by itself; API clients carry a
// bearer token of the same issuer.
package auth

import (
	"context"
	"log/slog"
	"net/http"

	"github.com/muster-ics/muster/pkg/clock"
)

// Role is what a principal is to Muster.
type Role string

// The four roles.
const (
	Worker   Role = "worker"
	Employer Role = "employer"
	Lead     Role = "lead"
	Auditor  Role = "auditor"
)

// Duties of an employer's people.
const (
	Post      = "post"
	Approve   = "approve"
	Verify    = "verify"
	Finance   = "finance"
	Executive = "executive"
)

// Principal is who is asking, as the issuer's claims say. The claims are: sub, muster_role, muster_worker,
// muster_employer, muster_duties (list), muster_ics, name.
type Principal struct {
	// Subject is opaque and goes into audit rows and events; Name is shown to its owner and nobody else.
	Subject, Name string
	Role          Role
	// WorkerID is set for workers; Employer (ODS) for employers and for workers (their home); ICS for all.
	WorkerID, Employer, ICS string
	Duties                  []string
}

// Has tells whether the principal has a duty.
func (p Principal) Has(duty string) bool {
	for _, d := range p.Duties {
		if d == duty {
			return true
		}
	}
	return false
}

type key struct{}

// With puts the principal into ctx.
func With(ctx context.Context, p Principal) context.Context { return context.WithValue(ctx, key{}, p) }

// From gives the principal of ctx.
func From(ctx context.Context) (Principal, bool) {
	p, ok := ctx.Value(key{}).(Principal)
	return p, ok
}

// Action names what somebody wants to do, e.g. "shift.post".
type Action string

// Facts is what a rule may look at beside the principal. Leave empty what does not apply.
type Facts struct {
	// Employer owns the resource; Home is the worker's home employer; Worker is whose it is; ICS where it is.
	Employer, Home, Worker, ICS string
}

// Rule decides one action: nil is yes, else a fault. Forbidden for what the caller may know of, NotFound for what not.
type Rule func(Principal, Facts) error

// Policy has one rule an action. An action without a rule is denied.
type Policy map[Action]Rule

// Check decides. Without a principal in ctx it is a fault of kind Unauthenticated.
func (p Policy) Check(ctx context.Context, a Action, f Facts) (Principal, error) {
	panic("being written")
}

// Config of an Authenticator.
type Config struct {
	// Issuer is the OpenID provider's address; ClientID and ClientSecret are ours with it.
	Issuer, ClientID, ClientSecret string
	// PublicURL is the address that browsers use; the callback is PublicURL + /signin/callback.
	PublicURL string
	// Audience is what bearer tokens must carry: muster-api.
	Audience string
	// CookieKeys are 32-byte keys; the first encrypts, all decrypt.
	CookieKeys [][]byte
	Clock      clock.Clock
	Log        *slog.Logger
}

// Authenticator verifies cookies and bearer tokens and runs the sign-in.
type Authenticator struct{}

// New makes an authenticator. It reaches for the issuer when it is first needed, so start-up order does not matter.
func New(cfg Config) (*Authenticator, error) { panic("being written") }

// Middleware puts the principal into the request's context when a valid cookie or bearer token is there. An invalid
// bearer token is answered with 401; a missing one is left to the policy.
func (a *Authenticator) Middleware(next http.Handler) http.Handler { panic("being written") }

// Mount adds GET /signin, GET /signin/callback and POST /signout.
func (a *Authenticator) Mount(mux *http.ServeMux) { panic("being written") }
