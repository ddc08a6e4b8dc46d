package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/auth"
)

// FindHealthDue gives occupational health a page of the workers of their employer whose work health assessment is missing or
// runs out, the longest due first, and nothing else of their passports.
func (p *Passports) FindHealthDue(ctx context.Context, q FindDue) (DuePage, error) {
	if _, err := Policy.Check(ctx, MayListHealth, auth.Facts{Home: q.Employer, ICS: p.ICS}); err != nil {
		return DuePage{}, err
	}
	q.What, q.Role, q.Site = "check:occupational_health", "", ""
	return p.duePage(ctx, q)
}
