package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/evidence"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/retention"
)

// RecordKeeping keeps what belongs to the record and is no part of a decision.
type RecordKeeping interface {
	// References gives where the proof of a worker's checks is to be found. Texts that are destroyed, or whose key is gone,
	// are empty.
	References(ctx context.Context, workerID id.ID) ([]Reference, error)
	// DestroyDue destroys the texts whose time has come by the database's clock, some at a time, and tells how many.
	DestroyDue(ctx context.Context) (int, error)
	// ToErase gives some workers who left longer than a period ago by the database's clock, and whose names are still there.
	ToErase(ctx context.Context, after retention.Period) ([]id.ID, error)
	// WasBookedAt tells whether a worker is or was booked with a host at a site.
	WasBookedAt(ctx context.Context, workerID id.ID, host, site string) (bool, error)
	// Adjustments gives what a worker asks employers to adjust, opened, oldest first; of one employer only what stands and is
	// shared with it, and all of it for an empty one.
	Adjustments(ctx context.Context, workerID id.ID, sharedWith string) ([]Adjustment, error)
	// Registers gives the operator's registers and their version; nil and 0 while there are none.
	Registers(ctx context.Context) (registration.Registers, int64, error)
	// ReplaceRegisters writes the next version of the registers with its fact. It returns ErrRegistersChanged when somebody
	// else has written that version.
	ReplaceRegisters(ctx context.Context, rs registration.Registers, version int64, at time.Time, f Fact) error
}

// ErrRegistersChanged says that the registers were changed meanwhile.
var ErrRegistersChanged = fault.New(fault.Conflict, "registers_changed", "Somebody else has changed the registers meanwhile. Read them again, and send your change on top.")

// Reference is where the proof of a check is to be found, or what the authority answered. Text is personal.
type Reference struct {
	evidence.Record
	Text string
}

// Adjustment is something that a worker asks employers to adjust, in the worker's own words. Text is personal.
type Adjustment struct {
	ID          id.ID
	Text        string
	RecordedAt  time.Time
	WithdrawnAt *time.Time
	// SharedWith are the employers that may read it now.
	SharedWith []string
}

// Adjusted is one change of an adjustment: new words, whom they are shared with from now on, or the end of it.
type Adjusted struct {
	ID id.ID
	At time.Time
	// Text is set for a new one.
	Text string
	// SharedWith replaces whom it is shared with, unless it is withdrawn.
	SharedWith []string
	Withdrawn  bool
}

// ErrSuperseded says that another record has taken the place of the one that was to be replaced.
var ErrSuperseded = fault.New(fault.Conflict, "already_superseded", "Another record has taken the place of this one. Read the newer record, and correct that one if it is wrong.")
