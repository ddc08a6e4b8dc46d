package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/services/deployments/internal/employer"
	"github.com/muster-ics/muster/services/deployments/internal/site"
)

// AllEmployers lists the register, by code.
func (a *App) AllEmployers(ctx context.Context) ([]employer.Employer, error) {
	if _, err := a.policy.Check(ctx, EmployerRead, auth.Facts{ICS: a.ICS}); err != nil {
		return nil, err
	}
	return a.Employers.All(ctx)
}

// AllSites lists the sites, by employer and code; of one employer when given.
func (a *App) AllSites(ctx context.Context, employer string) ([]site.Site, error) {
	if _, err := a.policy.Check(ctx, SiteRead, auth.Facts{ICS: a.ICS}); err != nil {
		return nil, err
	}
	return a.Sites.All(ctx, employer)
}
