// Package recordimport is the taking in of one file of records: read and shown first, then applied, whole or only what is
// good in it, and for competencies taken back when it was the wrong file.
package recordimport

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Kind says what a file holds.
type Kind string

// The kinds of files. The last three are snapshots of registers.
const (
	ESR          Kind = "esr"
	Competencies Kind = "competencies"
	Workers      Kind = "workers"
	NMC          Kind = "nmc"
	GMC          Kind = "gmc"
	HCPC         Kind = "hcpc"
)

// Kinds are all kinds.
var Kinds = []Kind{ESR, Competencies, Workers, NMC, GMC, HCPC}

// Known tells whether the kind is one of Kinds.
func (k Kind) Known() bool { return slices.Contains(Kinds, k) }

// Register tells whether the file is what a register said.
func (k Kind) Register() bool { return k == NMC || k == GMC || k == HCPC }

// HasCompetencies tells whether the file holds competencies.
func (k Kind) HasCompetencies() bool { return k == ESR || k == Competencies }

// Status is where an import stands.
type Status string

// The statuses of an import.
const (
	Previewed   Status = "previewed"
	Applying    Status = "applying"
	Applied     Status = "applied"
	Withdrawing Status = "withdrawing"
	Withdrawn   Status = "withdrawn"
)

// Which says what becomes of the good rows when others are not.
type Which string

// The choices of who applies a file.
const (
	AllOrNothing Which = "all_or_nothing"
	OnlyGood     Which = "only_good"
)

// Outcome is what became of one row.
type Outcome string

// The outcomes of a row. The first five are those of a preview.
const (
	Accepted  Outcome = "accepted"  // it would be recorded
	Unchanged Outcome = "unchanged" // it is recorded already
	Queued    Outcome = "queued"    // somebody must say what its words mean
	LeftOut   Outcome = "left_out"  // people said that such rows are passed over
	Rejected  Outcome = "rejected"  // it must be put right
	Recorded  Outcome = "recorded"
	TakenBack Outcome = "taken_back"
)

// Outcomes are all outcomes, in the order in which people read them.
var Outcomes = []Outcome{Accepted, Recorded, Unchanged, Queued, LeftOut, Rejected, TakenBack}

// Counts are how many rows have come to what.
type Counts map[Outcome]int

// Rows is how many rows there are.
func (c Counts) Rows() int {
	n := 0
	for _, k := range c {
		n += k
	}
	return n
}

// State is everything that an import is made of.
type State struct {
	ID       id.ID
	Employer string
	Kind     Kind
	// WorkerID is whose competencies a file without a column of persons holds; nil for the others.
	WorkerID *id.ID
	// AsOf is when the register said it, for snapshots; nil for the others.
	AsOf *time.Time
	// Absent counts the employer's people on the register whom the snapshot does not name.
	Absent int
	// AbsentGone tells that those are to be recorded as not found.
	AbsentGone bool
	Which      Which
	Status     Status
	Counts     Counts
	// MapVersion is that of the words by which the rows were last understood.
	MapVersion  int64
	ReadAt      time.Time
	AppliedAt   *time.Time
	WithdrawnAt *time.Time
	// Version counts the steps, gapless from 1.
	Version int64
}

// Import is the taking in of one file.
type Import struct{ s State }

// Refusal says why a step cannot be taken, and what would help.
type Refusal struct{ Code, Message string }

// Error implements error.
func (e *Refusal) Error() string { return e.Code + ": " + e.Message }

// Read begins with what was understood of a file.
func Read(s State) (*Import, error) {
	if !s.Kind.Known() {
		return nil, &Refusal{"kind_unknown", "This kind of file is not known."}
	}
	if s.WorkerID != nil && !s.Kind.HasCompetencies() {
		return nil, &Refusal{"not_for_one", "Only a file of competencies can be for one worker."}
	}
	s.Status, s.Version = Previewed, 1
	return &Import{s: s}, nil
}

// Rehydrate is for the store only: it trusts what was kept.
func Rehydrate(s State) *Import { return &Import{s: s} }

// State gives the parts.
func (i *Import) State() State { return i.s }
