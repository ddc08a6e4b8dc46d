package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/registry"
)

// ListOrganisation keeps in the registry what deployments says of an organisation: from when on it takes part, and how it
// is called.
func (p *Passports) ListOrganisation(ctx context.Context, ods, name string, since time.Time, version int64) error {
	return p.Lists.KeepEntry(ctx, registry.Entry{ODS: ods, Name: name, ValidFrom: since}, version)
}
