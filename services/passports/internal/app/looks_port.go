package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Looks keeps every look of another person at a passport, for the worker to read.
type Looks interface {
	// Looked writes a look at one worker or, in one step, at several.
	Looked(ctx context.Context, l Look, workers ...id.ID) error
	// LooksOf gives a page of the looks at a worker before a place, latest first. It leaves out who looked.
	LooksOf(ctx context.Context, workerID id.ID, before LookPlace, limit int) ([]Look, error)
}

// Look is one look at a passport. Viewer is opaque and is for the audit alone.
type Look struct {
	ID id.ID
	// Employer is the ODS code of the employer, or the registered code of the receiver, whose person looked.
	Employer, Viewer string
	// Receiver is the name of a receiver outside this system; empty for employers.
	Receiver string
	Purpose  Purpose
	// Kinds say what was to be seen, as codes of LookKinds.
	Kinds []string
	// Booking is the booking that gave the right to look; Nil when it was none.
	Booking id.ID
	At      time.Time
}

// Purpose says what a look was for.
type Purpose string

// The purposes of looks.
const (
	LookCard         Purpose = "card"         // the host of a booking looked at the card
	LookRecord       Purpose = "record"       // the home employer opened the record
	LookList         Purpose = "list"         // the home employer looked over its workers
	LookDecision     Purpose = "decision"     // the home employer asked what the answer to a booking would be, or read a decision
	LookPresentation Purpose = "presentation" // a receiver verified what the worker presented
	LookDoor         Purpose = "door"         // a ward scanned the worker's code
	LookExport       Purpose = "export"       // the worker took the record along
)

// LookPlace is a place in the log of looks.
type LookPlace struct {
	At time.Time `json:"a"`
	ID id.ID     `json:"i"`
}

// What is to be seen, by kind.
var (
	seenOnCard   = []string{"name", "role", "fitness", "restrictions", "registration", "inductions", "competencies"}
	seenInRecord = []string{"name", "email", "engagements", "registrations", "checks", "competencies", "holds"}
	seenInList   = []string{"name", "engagements", "expiry_dates"}
	seenDeciding = []string{"fitness", "reasons"}
)
