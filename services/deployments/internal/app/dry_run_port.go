package app

import (
	"context"
	"errors"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// ErrTakenOver means that another replica has taken the dry run up.
var ErrTakenOver = errors.New("another replica works at the dry run")

// DryRun is one asking for what a version of an agreement would open.
type DryRun struct {
	ID, Agreement id.ID
	Terms         int64
	AskedBy       string
	OnBehalfOf    string
	AskedAt       time.Time
	// Status is waiting, running, done or failed.
	Status string
	// Tries counts how often it was taken up; it names the holder of the lease.
	Tries int
	// Looked is how many of ToLook shifts have been looked at.
	Looked, ToLook int
	// Result is a DryRunResult as JSON; nil until it is done. Revision is that of the draft which it is about.
	Result     []byte
	Revision   int64
	FinishedAt *time.Time
}

// DryRuns keeps what was asked for and found. Leases go by the database's clock.
type DryRuns interface {
	// Ask keeps a new one; it changes nothing when one of the same version is under way.
	Ask(ctx context.Context, d DryRun) error
	// Newest is the last one of a version; ErrAbsent when nobody has asked.
	Newest(ctx context.Context, agreement id.ID, terms int64) (DryRun, error)
	// Take gives the next to work at, for 30 seconds from each Progress on; ErrAbsent when there is none.
	Take(ctx context.Context) (DryRun, error)
	// Progress says how far it is. It returns ErrTakenOver.
	Progress(ctx context.Context, d DryRun) error
	// Finish keeps the result. It returns ErrTakenOver.
	Finish(ctx context.Context, d DryRun) error
	// Leave gives it back for another try.
	Leave(ctx context.Context, d DryRun) error
}

// PassportReader reads what passports told, for a dry run.
type PassportReader interface {
	// Active calls do with some thousands of active passports of the employers at a time: passports.PassportState as JSON.
	Active(ctx context.Context, homes []string, do func([]HomePassport) error) error
}

// HomePassport is one passport with its worker and the employer that warrants it.
type HomePassport struct {
	Worker id.ID
	Home   string
	State  []byte
}
