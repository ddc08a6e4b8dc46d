package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/template"
)

// Templates keeps what wards usually ask for. Every change is one transaction of the new version and its audit row.
type Templates interface {
	// Get gives a template, a removed one too, or ErrNotFound.
	Get(ctx context.Context, templateID id.ID) (template.State, error)
	// List gives an employer's templates in use by (ward, name, id); those of one ward when ward is not empty.
	List(ctx context.Context, employer, ward string, limit int) ([]template.State, error)
	// Put keeps version 1, or the version after the one there is; ErrRaced when another writer was first.
	Put(ctx context.Context, s template.State) error
	// Known gives where and in which roles an employer's templates in use ask, and its shifts that start after a moment.
	Known(ctx context.Context, employer string, after time.Time) (KnownWork, error)
}

// KnownWork is what forms offer to choose from, each once.
type KnownWork struct {
	// Wards are places by their codes.
	Wards []KnownWard
	Roles []string
	// Competencies are those that templates ask for.
	Competencies []shift.Competency
}

// KnownWard is one ward at a site.
type KnownWard struct{ Site, Ward string }

// knownFor is how far back a ward counts as known by its shifts.
const knownFor = 90 * 24 * time.Hour

// KnownWork gives what the forms of the caller's employer offer.
func (a *App) KnownWork(ctx context.Context, employer string) (KnownWork, error) {
	return a.templates.Known(ctx, employer, a.clock.Now().Add(-knownFor))
}
