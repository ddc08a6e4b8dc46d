// Package check is one NHS Employment Check that was done, with its outcome and dates: never the document behind it.
// Records are never changed; the newest of a type counts, and a correction is a new record.
package check

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Type is one of the employment check standards. Registration has its own record.
type Type string

// The types of check.
const (
	Identity           Type = "identity"
	RightToWork        Type = "right_to_work"
	References         Type = "references"
	DBS                Type = "dbs"
	OccupationalHealth Type = "occupational_health"
)

// Types are all types, in the order in which people read them.
var Types = []string{string(Identity), string(RightToWork), string(References), string(DBS), string(OccupationalHealth)}

// Outcome is what the check found.
type Outcome string

// The outcomes of a check. Withdrawn ends an earlier one.
const (
	Satisfied    Outcome = "satisfied"
	NotSatisfied Outcome = "not_satisfied"
	Inconclusive Outcome = "inconclusive"
	Withdrawn    Outcome = "withdrawn"
)

// Outcomes are all outcomes.
var Outcomes = []string{string(Satisfied), string(NotSatisfied), string(Inconclusive), string(Withdrawn)}

// DBSLevels are the levels of a criminal record check, lowest first.
var DBSLevels = []string{"basic", "standard", "enhanced", "enhanced_barred"}

// Workforces are who a criminal record check was made for.
var Workforces = []string{"adult", "child", "both"}

// HealthLevels are the functional outcomes of a work health assessment.
var HealthLevels = []string{"fit", "fit_with_adjustments", "fit_with_restrictions", "not_fit"}

// Record is what a check is made of.
type Record struct {
	ID        id.ID
	Type      Type
	Outcome   Outcome
	Method    string
	Level     string
	Workforce string
	// CheckedOn is when it was done; RecordedAt when it was written down here.
	CheckedOn, RecordedAt time.Time
	// ValidUntil is the moment up to which it may be relied on; nil when it does not expire.
	ValidUntil *time.Time
	// EPPClearedUntil is up to when exposure-prone procedures are cleared; nil when they are not.
	EPPClearedUntil *time.Time

	// StandardVersion is a code for the version of the employment check standard that was followed.
	StandardVersion string `json:",omitempty"`
	// ValidFrom is nil when it holds from CheckedOn on. ReviewDue is when it is to be looked at again, if ever.
	ValidFrom, ReviewDue *time.Time `json:",omitempty"`
	// Restrictions are codes, of a work health assessment.
	Restrictions []string    `json:",omitempty"`
	Particulars  Particulars `json:",omitzero"`
	By           Checker     `json:",omitzero"`
	// VerifiedWith is a code for who confirmed it, e.g. dbs_update_service; what they answered is a reference in the vault.
	VerifiedWith string `json:",omitempty"`
	// Supersedes is the record of which this one takes the place; Nil for none. Why is a code of RecordedWhys, then.
	Supersedes id.ID  `json:",omitzero"`
	Why        string `json:",omitempty"`
	Source     Source `json:",omitzero"`
	// RankedAt orders the records of a type: RecordedAt, or that of the first record whose place this one takes. So an old
	// record that is put right does not push aside a newer one.
	RankedAt time.Time `json:"-"`
}

// Particulars are what only some types of check have.
type Particulars struct {
	// BarredLists, IssuedOn, StatusCheckedOn and UpdateService are of a criminal record check: the lists that were searched,
	// the day on the certificate, and when the Update Service last confirmed it.
	BarredLists     []string   `json:"barred_lists,omitempty"`
	IssuedOn        *time.Time `json:"issued_on,omitempty"`
	StatusCheckedOn *time.Time `json:"status_checked_on,omitempty"`
	UpdateService   bool       `json:"update_service,omitempty"`
	// GPG45Level and GPG45Profile are of an identity check, e.g. medium and M1A (GOV.UK Good Practice Guide 45).
	GPG45Level   string `json:"gpg45_level,omitempty"`
	GPG45Profile string `json:"gpg45_profile,omitempty"`
	// YearsCovered and GapsExplained are of references.
	YearsCovered  int  `json:"years_covered,omitempty"`
	GapsExplained bool `json:"gaps_explained,omitempty"`
	// ImmunityMet tells whether the immunity profile of the role is met; nil when it was not looked at.
	ImmunityMet *bool `json:"immunity_met,omitempty"`
}

// Checker is who did the check: an opaque person, in which role, of which employer.
type Checker struct {
	Person string `json:"person,omitempty"`
	Role   string `json:"role,omitempty"`
	Org    string `json:"org,omitempty"`
}

// Source is where the record comes from.
type Source struct {
	// Kind is one of SourceKinds; empty is own.
	Kind string `json:"kind,omitempty"`
	// Issuer, CredentialType, JTIDigest and StatusCheckedAt are of an imported credential.
	Issuer          string     `json:"iss,omitempty"`
	CredentialType  string     `json:"vct,omitempty"`
	JTIDigest       string     `json:"jti_digest,omitempty"`
	StatusCheckedAt *time.Time `json:"status_checked_at,omitempty"`
}

// SourceKinds are where a record may come from: the employer's own check, a file, or a credential of another issuer.
var SourceKinds = []string{"own", "import", "imported_credential"}

// RecordedWhys are why a record takes the place of another.
var RecordedWhys = []string{"wrong_date", "wrong_outcome", "wrong_level", "wrong_person", "incomplete", "withdrawn_by_issuer", "found_invalid", "other"}

// Check is a recorded check.
type Check struct{ r Record }

// Rehydrate is for the store only: it trusts what was validated when it was recorded.
func Rehydrate(r Record) Check { return Check{r: r} }

// Record gives the parts of the check.
func (c Check) Record() Record { return c.r }

// Type is what was checked.
func (c Check) Type() Type { return c.r.Type }

// Satisfied tells whether the outcome was yes, whatever its date.
func (c Check) Satisfied() bool { return c.r.Outcome == Satisfied }

// Newest gives the check of a type that counts: the one recorded last, where a record that takes the place of another
// stands where that one stood.
func Newest(all []Check, t Type) (Check, bool) {
	var best Check
	found := false
	for _, c := range all {
		if c.r.Type != t {
			continue
		}
		if !found || !c.before(best) {
			best, found = c, true
		}
	}
	return best, found
}
