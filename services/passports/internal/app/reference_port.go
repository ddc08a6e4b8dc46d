package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/passports/internal/reference"
)

// ReferenceData keeps the tables of reference data that an operator has set, each version whole and for good.
type ReferenceData interface {
	// ReferenceSets gives the newest versions of some kinds. A kind that nobody has set is left out.
	ReferenceSets(ctx context.Context, kinds ...string) (map[string]reference.Set, error)
	// ReferenceVersion gives one version of a kind, or ErrNoTable.
	ReferenceVersion(ctx context.Context, kind string, version int64) (reference.Set, error)
	// ReferenceVersions gives the versions of a kind without their rows, the newest first, at most limit.
	ReferenceVersions(ctx context.Context, kind string, limit int) ([]reference.Set, error)
	// ReplaceReference writes the next version of a kind with its fact. It returns ErrTableChanged when somebody else
	// has written that version.
	ReplaceReference(ctx context.Context, kind string, s reference.Set, f Fact) error
	// Reckon writes what is due for some passports that were not reckoned by the profile that counts, and tells how many.
	Reckon(ctx context.Context, at time.Time) (int, error)
}

// What the port answers when something is not there, or was changed meanwhile.
var (
	ErrNoTable      = fault.New(fault.NotFound, "reference_not_found", "There is no such table of reference data, or no such version of it.")
	ErrTableChanged = fault.New(fault.Conflict, "reference_changed", "Somebody else has changed this table meanwhile. Read it again, and make your change on top.")
)
