package auth

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"

	"github.com/google/uuid"
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
	// Health is the duty of occupational health: it alone records work health assessments.
	Health = "health"
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

var (
	subjectForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._~:|@/+=-]{0,127}$`)
	odsForm     = regexp.MustCompile(`^[A-Z0-9]{1,12}$`)
	dutyForm    = regexp.MustCompile(`^[a-z_]{1,32}$`)
)

// Validate says in one error everything that keeps the principal from being one: a worker needs a worker id, an
// employer's person an ODS code, an ICS lead an ICS. Codes stand in queries, events and NATS subjects, so their form is
// checked for every role.
func (p Principal) Validate() error {
	var found []error
	that := func(ok bool, format string, args ...any) {
		if !ok {
			found = append(found, fmt.Errorf(format, args...))
		}
	}
	that(subjectForm.MatchString(p.Subject), "sub must be an opaque id of 1 to 128 characters without spaces")
	that(slices.Contains([]Role{Worker, Employer, Lead, Auditor}, p.Role),
		"muster_role must be worker, employer, lead or auditor, not %q", p.Role)
	that(p.Role != Worker || isUUID(p.WorkerID), "muster_worker must be the worker's UUID")
	that(p.Role == Worker || p.WorkerID == "", "muster_worker belongs to the role worker only")
	that(p.Role != Employer || p.Employer != "", "muster_employer must be the employer's ODS code")
	that(p.Role != Lead || p.ICS != "", "muster_ics must be the lead's ICS code")
	that(p.Employer == "" || odsForm.MatchString(p.Employer), "muster_employer must be 1 to 12 capitals and digits")
	that(p.ICS == "" || odsForm.MatchString(p.ICS), "muster_ics must be 1 to 12 capitals and digits")
	for _, d := range p.Duties {
		that(dutyForm.MatchString(d), "muster_duties must be a list of words such as post or approve")
	}
	return errors.Join(found...)
}

func isUUID(s string) bool {
	u, err := uuid.Parse(s)
	return err == nil && u.String() == s && u != uuid.Nil
}

// Has tells whether the principal has a duty.
func (p Principal) Has(duty string) bool { return slices.Contains(p.Duties, duty) }

type key struct{}

// With puts the principal into ctx.
func With(ctx context.Context, p Principal) context.Context { return context.WithValue(ctx, key{}, p) }

// From gives the principal of ctx.
func From(ctx context.Context) (Principal, bool) {
	p, ok := ctx.Value(key{}).(Principal)
	return p, ok
}

// claims is the principal on the wire, in id tokens, access tokens and userinfo alike.
type claims struct {
	Subject  string   `json:"sub"`
	Name     string   `json:"name,omitempty"`
	Role     string   `json:"muster_role,omitempty"`
	WorkerID string   `json:"muster_worker,omitempty"`
	Employer string   `json:"muster_employer,omitempty"`
	ICS      string   `json:"muster_ics,omitempty"`
	Duties   []string `json:"muster_duties,omitempty"`
}

func (c claims) principal() (Principal, error) {
	p := Principal{
		Subject: c.Subject, Name: c.Name, Role: Role(c.Role),
		WorkerID: c.WorkerID, Employer: c.Employer, ICS: c.ICS, Duties: c.Duties,
	}
	return p, p.Validate()
}
