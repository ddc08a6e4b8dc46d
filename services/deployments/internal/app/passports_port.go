package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Ranks of the two events that tell a passport at one version: the passport's own knows more than the enrolment.
const (
	RankEnrolled int16 = 0
	RankPassport int16 = 1
)

// PassportTold is a worker's passport as passports told it.
type PassportTold struct {
	Worker  id.ID
	Version int64
	Rank    int16
	// Home is the employer that warrants it, Status active, suspended or left.
	Home, Status string
	// State is the event's own state, a passports.PassportState, as JSON.
	State []byte
}

// HostCheckTold is a check that a host did itself, as passports told it.
type HostCheckTold struct {
	Check, Worker       id.ID
	Host, Type, Outcome string
	CheckedOn           time.Time
	ValidUntil          *time.Time
	// Supersedes is the record of which this one takes the place; Nil for none.
	Supersedes id.ID
}

// Passports keeps what passports tells of workers. What it keeps of a worker waits for the answers under way that are
// about that worker, so that none rests on less than what is kept once it is there.
type Passports interface {
	// Put keeps what is newer than what was heard before, by version and then rank, and tells whether it was.
	Put(ctx context.Context, p PassportTold) (newer bool, err error)
	// PutHostCheck keeps a record once.
	PutHostCheck(ctx context.Context, c HostCheckTold) error
}
