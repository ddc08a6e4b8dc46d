package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/auth"
)

// What may be done with the registers beside registering and reading.
const (
	EmployerChange auth.Action = "employer.change"
	EmployerMerge  auth.Action = "employer.merge"
	SiteChange     auth.Action = "site.change"
	RegisterImport auth.Action = "register.import"
)

// MayKeepRegisters refuses who may not change the registers.
func (a *App) MayKeepRegisters(ctx context.Context) error {
	_, err := a.policy.Check(ctx, EmployerChange, auth.Facts{ICS: a.ICS})
	return err
}
