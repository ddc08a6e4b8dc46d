// Package credential says which credentials a passport's records give: one for each check that stands, each with its own
// type, expiry and claims. A type always tells all of its claims, so that none is missed by its absence.
package credential

import (
	"slices"
	"strings"
	"time"
)

// Type is a type of credential without the operator's base address. A breaking change is a new type.
type Type string

// The types of credential.
const (
	Identity            Type = "identity/1"
	RightToWork         Type = "right-to-work/1"
	Registration        Type = "professional-registration/1"
	DBS                 Type = "dbs/1"
	References          Type = "references/1"
	OccupationalHealth  Type = "occupational-health/1"
	Competency          Type = "competency/1"
	DeploymentAuthority Type = "deployment-authority/1"
)

// Types are all types.
var Types = []Type{Identity, RightToWork, Registration, DBS, References, OccupationalHealth, Competency, DeploymentAuthority}

// In gives the type's whole name (vct) under a base address that ends in a slash.
func (t Type) In(base string) string { return base + string(t) }

// TypeOf gives the type of a vct under a base address.
func TypeOf(vct, base string) (Type, bool) {
	name, under := strings.CutPrefix(vct, base)
	if !under || !slices.Contains(Types, Type(name)) {
		return "", false
	}
	return Type(name), true
}

// person are the claims of every type that say whose it is, found those of every check: what was found, when and by whom.
var (
	person = []string{"sub", "given_name", "family_name"}
	found  = []string{"check_id", "outcome", "checked_on", "valid_until", "checked_by_org", "standard"}
)

// further are the claims that a type has beyond those. What a register says is registration_status: status is the name of
// where a credential's own status stands. A claim that this service has no value for, whoever the worker is, is no claim of
// the type (a date of birth, a photograph, a certificate's number), and neither is one that would say another's value a
// second time: each would cost every credential some 130 bytes and tell nothing.
var further = map[Type][]string{
	Identity:           {"method", "level", "gpg45_level", "gpg45_profile"},
	RightToWork:        {"method", "level", "restriction_code", "follow_up_due"},
	Registration:       {"regulator", "number", "registration_status", "parts", "conditions", "expires", "register_checked_at"},
	DBS:                {"method", "check_level", "workforce", "barred_lists", "issued_on", "update_service", "status_checked_on"},
	References:         {"method", "level", "years_covered", "gaps_explained"},
	OccupationalHealth: {"method", "level", "cleared", "epp_cleared", "epp_cleared_until", "immunisation_profile", "restrictions_class"},
	Competency:         {"framework", "code", "title", "competency_level", "achieved_on", "assessor_org", "refresh_due"},
	DeploymentAuthority: {
		"agreement_id", "home_org", "host_org", "role", "sites", "from", "to", "licence_to_attend", "indemnity",
	},
}

// ClaimNames are all claims of a type that the holder shows by choice.
func ClaimNames(t Type) []string {
	if t == DeploymentAuthority {
		return slices.Concat(person, further[t])
	}
	return slices.Concat(person, found, further[t])
}

// titles are what people read.
var titles = map[Type]string{
	Identity: "Identity check", RightToWork: "Right to work", Registration: "Professional registration", DBS: "Criminal record check (DBS)",
	References: "Employment history and references", OccupationalHealth: "Work health assessment", Competency: "Competency", DeploymentAuthority: "Authority to be deployed",
}

// Title is what people read.
func (t Type) Title() string { return titles[t] }

// How long a credential lasts and from when on it is renewed, in days from its issue. Short lives bound what a status list
// that nobody reads can do.
const (
	LastsDays   = 90
	RenewedFrom = 60
)

// ExpiresAt is when a credential issued at a time ends: after 90 days, and never after what it says.
func ExpiresAt(issued time.Time, until ...*time.Time) time.Time {
	end := issued.AddDate(0, 0, LastsDays)
	for _, u := range until {
		if u != nil && u.Before(end) {
			end = *u
		}
	}
	return end
}

// DueForRenewal tells whether a credential issued at a time is to be renewed, while what it says stands.
func DueForRenewal(issued, now time.Time) bool {
	return !now.Before(issued.AddDate(0, 0, RenewedFrom))
}
