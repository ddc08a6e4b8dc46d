package app

import (
	"context"
	"errors"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/mutualaid"
)

// ErrOpenAlready means that a shift is open under another mutual aid at the same time.
var ErrOpenAlready = errors.New("a shift is open under another mutual aid")

// MutualAids keeps what leads have opened.
type MutualAids interface {
	// Find returns ErrAbsent when there is none.
	Find(ctx context.Context, aid id.ID) (mutualaid.MutualAid, error)
	// List has the newest first.
	List(ctx context.Context, q MutualAidQuery) ([]mutualaid.MutualAid, error)
	// Add keeps a new one and what is told of it, together. It returns ErrOpenAlready.
	Add(ctx context.Context, m mutualaid.MutualAid, told Told) error
	// Update gives one, locked, to act, and keeps it when act says so. It returns ErrAbsent.
	Update(ctx context.Context, aid id.ID, act func(*mutualaid.MutualAid) (Told, bool, error)) error
	// ToEnd is those to end by the database's clock, or at a moment when one is given: at most 100 at once.
	ToEnd(ctx context.Context, at *time.Time) ([]DueAid, error)
}

// DueAid is one that time has ended, or, Early, the end of the agreement under it. Due is the moment by which that was judged.
type DueAid struct {
	ID    id.ID
	Early bool
	Due   time.Time
}

// MutualAidQuery narrows a list.
type MutualAidQuery struct {
	// Party limits it to those that an employer takes part in.
	Party string
	// Codes are all under which that employer may be named; none means the one alone.
	Codes []string
	// BeforeAt and BeforeID are the last row of the page before.
	BeforeAt time.Time
	BeforeID id.ID
	Most     int
}
