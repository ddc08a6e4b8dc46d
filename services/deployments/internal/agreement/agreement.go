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
	// Revision counts how often the draft was changed.
	Revision             int64
	OfferedAt, InForceAt *time.Time
	// EndsAt is when it stops covering work: the clause's date, or an earlier one that a party has set. Nil is never.
	EndsAt *time.Time
	// EndedAt is when it was closed.
	EndedAt *time.Time
	// SupersededAt is when a later version took its place; only in the records of earlier versions.
	SupersededAt *time.Time
	// Notice is what a party has given for the whole agreement; nil when none has.
	Notice *NoticeGiven
	// Signatures are in the order in which they were given: of the parties that the text names, and of those that joined.
	Signatures []Signature
	// Invited are further employers that may join by signing, and have not.
	Invited []string
	// Exits are those of single parties; the others go on.
	Exits []Exit
	// Next is a new version that is being drafted or signed while this one decides; nil when there is none.
	Next *Proposal
}

// NoticeGiven is that a party ends the agreement for all.
type NoticeGiven struct {
	By      string
	GivenAt time.Time
}

// Exit is that one party leaves.
type Exit struct {
	Employer    string
	At, GivenAt time.Time
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

// SupersededAt is when a later version took this one's place; nil when none has.
func (a *Agreement) SupersededAt() *time.Time { return a.r.SupersededAt }

func (r Record) clone() Record {
	r.Clauses = r.Clauses.tidy()
	r.Signatures, r.Invited, r.Exits = slices.Clone(r.Signatures), slices.Clone(r.Invited), slices.Clone(r.Exits)
	if r.Next != nil {
		next := *r.Next
		next.Clauses, next.Signatures = next.Clauses.tidy(), slices.Clone(next.Signatures)
		r.Next = &next
	}
	return r
}

func ref(t time.Time) *time.Time { return &t }
