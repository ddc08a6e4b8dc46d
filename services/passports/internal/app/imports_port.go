package app

import (
	"context"
	"errors"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/esr"
	"github.com/muster-ics/muster/services/passports/internal/importfile"
	"github.com/muster-ics/muster/services/passports/internal/recordimport"
	"github.com/muster-ics/muster/services/passports/internal/register"
	"github.com/muster-ics/muster/services/passports/internal/retention"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

var (
	// ErrNoImport is returned for a file that is not there or is another employer's.
	ErrNoImport = fault.New(fault.NotFound, "import_not_found", "There is no such file, or it is not yours to see. Files are kept for six months, and for a day when nobody applies them.")
	// ErrNotOurs says that somebody else has taken over the work, or has ended it. Nothing was written.
	ErrNotOurs = errors.New("somebody else is at work")
	// ErrStaffNumberTaken says that another person of the employer has the staff number. Nothing was written.
	ErrStaffNumberTaken = fault.New(fault.Conflict, "staff_number_taken", "Somebody else of this employer has this staff number. Look who it is, and give the right one.")
)

// Imports keeps the files that are taken in. What their rows say lies sealed until it is applied, and goes then. Each step
// of an import has an audit row; what it records of a worker is told as any change of a passport.
type Imports interface {
	// FindByNumber gives whose the numbers are, among the employer's people. kind is a register or StaffNumberKind. Who has
	// erased their key is not found.
	FindByNumber(ctx context.Context, employer, kind string, numbers []string) (map[string][]id.ID, error)
	// Numbered gives everybody of the employer who has a number of the kind, by id.
	Numbered(ctx context.Context, employer, kind string) ([]id.ID, error)
	// Passports gives some passports by id; those that are not there are left out.
	Passports(ctx context.Context, workers []id.ID) (map[id.ID]*worker.Worker, error)
	// Digests gives the keyed digest of each list of texts, under the employer's own key.
	Digests(ctx context.Context, employer string, of [][]string) ([][]byte, error)
	// Recorded tells of which worker a row with the digest was recorded before.
	Recorded(ctx context.Context, employer string, digests [][]byte) (map[string]id.ID, error)

	// KeepImport keeps a file that was read, with its rows sealed.
	KeepImport(ctx context.Context, i *recordimport.Import, rows []ImportRow, notes []string, by By) error
	// Import gives an import, or ErrNoImport.
	Import(ctx context.Context, importID id.ID) (Imported, error)
	// List gives an employer's imports, the latest first.
	List(ctx context.Context, employer string, limit int) ([]Imported, error)
	// Rows gives rows after a number, in the order of the file; outcome narrows when it is not empty. The body of a row whose
	// content has gone is empty.
	Rows(ctx context.Context, importID id.ID, outcome recordimport.Outcome, after, limit int) ([]ImportRow, error)
	// Step locks an import, calls step and saves, on the account of by.
	Step(ctx context.Context, importID id.ID, by By, step func(i *recordimport.Import) error) error

	// Waiting gives imports that are applied or taken back and at which nobody works.
	Waiting(ctx context.Context, limit int) ([]id.ID, error)
	// Take gives the caller the work on an import for half a minute, and again with each Hold. ErrNotOurs when somebody has
	// it or there is nothing to do.
	Take(ctx context.Context, importID, lease id.ID) error
	// Hold notes how many rows are done. ErrNotOurs when the lease was lost.
	Hold(ctx context.Context, importID, lease id.ID, done int) error
	// EnrolRow enrols a worker and marks the row as recorded, in one transaction. It returns ErrStaffNumberTaken.
	EnrolRow(ctx context.Context, w *worker.Worker, p Personal, refs []Reference, f Fact, at time.Time, row ImportedRows) error
	// SaveRows writes what became of rows of which nothing is recorded.
	SaveRows(ctx context.Context, importID, lease id.ID, rows []ImportRow) error
	// End saves the end of the work. end is given what became of the rows. Content that nobody waits for goes with it.
	End(ctx context.Context, importID, lease id.ID, by By, end func(i *recordimport.Import, counts recordimport.Counts)) error
	// TakeBack gives the competencies that came of an import and still count, by worker.
	TakeBack(ctx context.Context, importID id.ID) (map[id.ID][]ImportedRow, error)
	// Forget ends previews that are older than a period by the database's clock, and content of rows for which nobody has
	// found words in another.
	Forget(ctx context.Context, previewed, applied retention.Period) (int, error)

	// Words gives what an employer's people said that words mean, oldest first.
	Words(ctx context.Context, employer string) (ImportWords, error)
	// Say keeps one more word and gives the version of the words then.
	Say(ctx context.Context, employer string, w Word, by By, at time.Time) (version int64, err error)
	// Queue gives the words that rows wait for, those of most rows first.
	Queue(ctx context.Context, employer string, limit int) ([]QueuedWord, error)
	// WithQueue gives an employer's imports of which rows wait for one of some words.
	WithQueue(ctx context.Context, employer string, keys []string) ([]id.ID, error)
	// Rejudge saves queued rows that were understood anew, and the import's step.
	Rejudge(ctx context.Context, importID id.ID, by By, rows []ImportRow, mapVersion int64) error
}

// StaffNumberKind is the kind of number by which an employer knows its own people.
const StaffNumberKind = "staff_number"

// Imported is an import with how far it is.
type Imported struct {
	State recordimport.State
	Notes []string
	By    By
	// Done counts rows while it is applied or taken back.
	Done int
	// Open tells that the rows' content is still there.
	Open bool
}

// Progress is how much of the work is done, in hundredths.
func (i Imported) Progress() int {
	n := i.State.Counts
	whole := n[recordimport.Accepted] + n[recordimport.Recorded]
	if whole == 0 {
		return 0
	}
	return min(100, 100*i.Done/whole)
}

// ImportRow is one row of a file: what it says and what becomes of it.
type ImportRow struct {
	Number  int
	Outcome recordimport.Outcome
	// WorkerID is whose the row is; nil while that is not known.
	WorkerID *id.ID
	// QueueKey is by what words the row waits for somebody.
	QueueKey string
	Digest   []byte
	Body     RowBody
	Problems []importfile.Problem
	// Notes are no reason to refuse the row, but one to look at it.
	Notes    []string
	RecordID *id.ID
}

// ImportedRows are rows of an import that a change of one passport records or takes back.
type ImportedRows struct {
	ImportID, Lease id.ID
	Employer        string
	Rows            []ImportedRow
	// TakenBack tells that the rows' competencies count no more.
	TakenBack bool
}

// ImportedRow is one of them.
type ImportedRow struct {
	Number   int
	Outcome  recordimport.Outcome
	RecordID *id.ID
	Digest   []byte
	Notes    []string
}

// ImportWords are what an employer's people said.
type ImportWords struct {
	Version  int64
	ESR      []esr.Said
	Statuses []register.Said
}

// Word is what a person says that a competency's name, or a register's word, means.
type Word struct {
	// Kind is esr or a register.
	Kind, Key string
	// Framework, Code and Level are the competency; no code leaves such rows out.
	Framework, Code string
	Level           int
	// Status is what a register's word means.
	Status string
}

// QueuedWord is a word that rows wait for.
type QueuedWord struct {
	Key   string
	Rows  int
	Since time.Time
}
