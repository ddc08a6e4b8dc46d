package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/id"

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
}
