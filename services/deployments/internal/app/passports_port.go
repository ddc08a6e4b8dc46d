package app

import (
	"context"

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

// Passports keeps what passports tells of workers.
type Passports interface {
	// Put keeps what is newer than what was heard before, by version and then rank, and tells whether it was.
	Put(ctx context.Context, p PassportTold) (newer bool, err error)
}
