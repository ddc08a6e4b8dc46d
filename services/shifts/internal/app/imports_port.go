package app

import (
	"context"
	"errors"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/rosterfile"
	"github.com/muster-ics/muster/services/shifts/internal/rosterimport"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// ErrNotOurs says that somebody else has taken over the work, or has ended it. Nothing was written.
var ErrNotOurs = errors.New("somebody else is at work")

// RosterImports keeps the releases of rosters. A preview has an audit row and no event; what others hear of is one
// transaction of the new version, its event and its audit row.
type RosterImports interface {
	// Keep keeps a file that has come. file is nil once its rows were read.
	Keep(ctx context.Context, i *rosterimport.Import, r rosterfile.Reading, file []byte) error
	// Explain replaces what was understood of a file by r and saves i, which was waiting for its columns to be named.
	Explain(ctx context.Context, i *rosterimport.Import, r rosterfile.Reading) error
	// Get gives an import with its columns, or ErrNotFound.
	Get(ctx context.Context, importID id.ID) (Imported, error)
	// File gives the file of an import that waits for its columns to be named, or ErrNotFound.
	File(ctx context.Context, importID id.ID) ([]byte, error)
	// List gives an employer's imports, the latest first.
	List(ctx context.Context, employer string, limit int) ([]Imported, error)
	// Rows gives rows after a number, in the order of the file.
	Rows(ctx context.Context, importID id.ID, kind RowKind, after, limit int) ([]rosterfile.Row, error)
	// Alike counts an employer's shifts that start from one moment to another, called off ones aside, by what they ask for.
	Alike(ctx context.Context, employer string, from, to time.Time) (map[Asked]int, error)
	// Begin locks an import, calls change and saves. before tells whether the same file is posted and not undone; of two
	// imports of one file that begin at once the second is told of the first.
	Begin(ctx context.Context, importID id.ID, change func(i *rosterimport.Import, before bool) error) (rosterimport.State, error)

	// Waiting gives imports that are being posted or undone and at which nobody works.
	Waiting(ctx context.Context, limit int) ([]id.ID, error)
	// Take gives the caller the work on an import for half a minute, and again with each Progress. ErrNotOurs when somebody
	// has it or there is nothing to do.
	Take(ctx context.Context, importID, lease id.ID) error
	// Post keeps the shifts and the committed import in one transaction: others see all of it or nothing. progress is told
	// how many shifts are written; what it writes is seen at once.
	Post(ctx context.Context, i *rosterimport.Import, lease id.ID, shifts []RowShifts, progress func(done int) error) error
	// Progress notes how far the work is. ErrNotOurs when the lease was lost.
	Progress(ctx context.Context, importID, lease id.ID, done int) error
	// SendBack saves an import that is a preview again and what is wrong with its rows.
	SendBack(ctx context.Context, i *rosterimport.Import, lease id.ID, bad []rosterfile.Row) error
	// WithdrawNext locks some shifts of the import and saves what callOff changed; false from callOff leaves a shift alone.
	// done is how many shifts of the import are settled, none is true when there is nothing left.
	WithdrawNext(ctx context.Context, importID, lease id.ID, callOff func(*shift.Shift) bool) (done int, none bool, err error)
	// EndUndo saves the undone import; end is given what became of its shifts.
	EndUndo(ctx context.Context, importID, lease id.ID, end func(i *rosterimport.Import, withdrawn, kept int) error) error
	// Kept gives the shifts that an undone import left alone.
	Kept(ctx context.Context, importID id.ID, limit int) ([]KeptShift, error)
	// Forget ends imports that are older than what is kept of events, and files that nobody has explained.
	Forget(ctx context.Context) (int, error)

	// Mapping gives an employer's mapping and its version, 0 when there is none.
	Mapping(ctx context.Context, employer string) (rosterfile.Mapping, int64, error)
	// PutMapping keeps a mapping whose version is one more than the one there is; ErrRaced when that is not so any more.
	PutMapping(ctx context.Context, employer string, m rosterfile.Mapping, version int64, at time.Time) error
}

// Imported is an import with what was understood of its columns, on whose account it was begun, and how far it is.
type Imported struct {
	State    rosterimport.State
	Headings []rosterfile.Heading
	Missing  []rosterfile.Field
	Notes    []string
	By       Caller
	// Done counts shifts while it is posted or undone.
	Done int
}

// RowKind narrows a list of rows; empty does not.
type RowKind string

// The kinds of rows.
const (
	GoodRows   RowKind = "good"
	BadRows    RowKind = "bad"
	WarnedRows RowKind = "warned"
)

// RowShifts are the shifts that came of one row.
type RowShifts struct {
	Row    int
	Shifts []*shift.Shift
}

// Asked is by what a row is known to have been posted before.
type Asked struct {
	Ward, Role     string
	Starts, EndsAt time.Time
}

// KeptShift is a shift that undoing an import left alone, with the status that it had.
type KeptShift struct {
	ShiftID id.ID
	Row     int
	Status  string
}
