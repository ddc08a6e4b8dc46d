// Package agreement has the workforce-sharing agreement: clauses that are data, the text that its parties sign, and its
// life from draft to end. An employer takes part only by signing, and the agreement decides only once all have signed.
package agreement

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Status is where an agreement stands in its life.
type Status string

// The statuses. Ended is final.
const (
	Draft   Status = "draft"
	Offered Status = "offered"
	InForce Status = "in_force"
	Ended   Status = "ended"
)

// Signature is one party's. It has no name of a person: who signed is an opaque id and the capacity.
type Signature struct {
	Employer, SignedBy, Capacity string
	SignedAt                     time.Time
}

// Record is an agreement laid open, for the store and for views.
type Record struct {
	ID id.ID
	// Version counts changes, from 0 for a draft that nobody has been told of.
	Version int64
	// Terms counts the versions of the text, from 1.
	Terms   int64
	Status  Status
	Clauses Clauses
	// Text is what the parties sign; Hash is its SHA-256 in hex.
	Text, Hash string
	// ProposedBy is the employer that drafted it, DraftedBy the opaque id of the person.
	ProposedBy, DraftedBy string
	DraftedAt             time.Time
	OfferedAt, InForceAt  *time.Time
	// EndsAt is when it stops covering work: the clause's date, or an earlier one that a party has set. Nil is never.
	EndsAt *time.Time
	// EndedAt is when it was closed.
	EndedAt    *time.Time
	Signatures []Signature
}

// Agreement is a workforce-sharing agreement between employers.
type Agreement struct{ r Record }

// Rehydrate makes an agreement of what the store kept. For the store only: it checks nothing.
func Rehydrate(r Record) Agreement { return Agreement{r: r.clone()} }

// Record lays the agreement open. Changing the copy changes nothing here.
func (a *Agreement) Record() Record { return a.r.clone() }

// ID is the agreement's.
func (a *Agreement) ID() id.ID { return a.r.ID }

// Status is where it stands.
func (a *Agreement) Status() Status { return a.r.Status }

// Title is what people call it.
func (a *Agreement) Title() string { return a.r.Clauses.Title }

// Terms is the version of the text.
func (a *Agreement) Terms() int64 { return a.r.Terms }

// Clauses are what was agreed. They never change within a version.
func (a *Agreement) Clauses() Clauses { return a.r.Clauses.tidy() }

// InForceAt is when the last party signed; nil before.
func (a *Agreement) InForceAt() *time.Time { return a.r.InForceAt }

// EndsAt is when it stops covering work; nil is never.
func (a *Agreement) EndsAt() *time.Time { return a.r.EndsAt }

// HasParty tells whether an employer is named in the agreement, signed or not.
func (a *Agreement) HasParty(ods string) bool { return slices.Contains(a.r.Clauses.Employers(), ods) }

// SignedBy gives an employer's signature.
func (a *Agreement) SignedBy(ods string) (Signature, bool) {
	for _, s := range a.r.Signatures {
		if s.Employer == ods {
			return s, true
		}
	}
	return Signature{}, false
}

// Unsigned lists the parties that have not signed, in order of their codes.
func (a *Agreement) Unsigned() []string {
	var out []string
	for _, p := range a.r.Clauses.Employers() {
		if _, ok := a.SignedBy(p); !ok {
			out = append(out, p)
		}
	}
	return out
}

func (r Record) clone() Record {
	r.Clauses = r.Clauses.tidy()
	r.Signatures = slices.Clone(r.Signatures)
	return r
}

func ref(t time.Time) *time.Time { return &t }
