// Package rosterimport is the release of a whole roster at once: from the file that was sent, over the preview, to shifts
// that are posted, and back again once.
package rosterimport

import (
	"crypto/sha256"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Status is where an import stands.
type Status string

// The statuses of an import. Until it is committed it is a preview, of which nobody else hears.
const (
	NeedsMapping Status = "needs_mapping" // headings were found that nobody has explained yet
	Previewed    Status = "previewed"     // nothing is posted
	Committing   Status = "committing"    // the shifts are being posted; others see none of them yet
	Committed    Status = "committed"
	Undoing      Status = "undoing"
	Undone       Status = "undone"
)

// Which rows of a file with bad ones are posted.
type Which string

// The two ways to post a file.
const (
	AllOrNothing Which = "all_or_nothing"
	OnlyGood     Which = "only_good"
)

// Event names what others hear of an import.
type Event string

// What happens to imports.
const (
	EventCommitted Event = "committed"
	EventUndone    Event = "undone"
)

// Counts say how an import stands, in rows of the file and in shifts, one a place.
type Counts struct {
	Rows, BadRows, Skipped int
	// Asked is how many shifts the good rows ask for; Posted how many were made.
	Asked, Posted int
	// LeftOut counts rows that were not posted: bad ones, and those that were posted before.
	LeftOut int
	// Withdrawn and Kept count the shifts of an undone import: those that nobody had, and those that had moved on.
	Withdrawn, Kept int
}

// Choice is what whoever commits an import decides.
type Choice struct {
	Which Which
	// LeaveOutRepeats passes over rows that ask for what is posted already.
	LeaveOutRepeats bool
	// Again says yes to a file that was posted before.
	Again bool
}

// State is the whole of an import, for the store and for contracts.
type State struct {
	ID       id.ID
	Employer string
	// FileHash is by which the same file is known again.
	FileHash [sha256.Size]byte
	Status   Status
	Counts   Counts
	Choice   Choice
	ReadAt   time.Time
	// CommittedAt and UndoneAt are set by those changes.
	CommittedAt, UndoneAt *time.Time
	// Version counts what others hear of: 0 for a preview, 1 committed, 2 undone.
	Version int64
}

// Import is a State that changes only by its rules.
type Import struct {
	s      State
	events []Event
}

// Read makes an import of a file that has come. Rows are counted by Understood.
func Read(imported id.ID, employer string, file []byte, now time.Time) *Import {
	return &Import{s: State{ID: imported, Employer: employer, FileHash: sha256.Sum256(file), Status: NeedsMapping, ReadAt: now}}
}

// Rehydrate makes an import of what the store has kept. Nothing else may call it: it checks no rule.
func Rehydrate(s State) *Import { return &Import{s: s} }

// State gives a copy for the store and for contracts.
func (i *Import) State() State { return i.s }

// Events are the changes that others hear of since the import was loaded.
func (i *Import) Events() []Event { return i.events }

func (i *Import) happened(e Event) {
	i.s.Version++
	i.events = append(i.events, e)
}

// Refusal is the right wish at the wrong moment in the life of an import.
type Refusal struct{ Code, Message string }

// Error implements error.
func (e *Refusal) Error() string { return e.Code + ": " + e.Message }

func refuse(code, message string) error { return &Refusal{Code: code, Message: message} }
