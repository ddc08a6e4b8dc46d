package app

import (
	"context"

	"github.com/muster-ics/muster/services/passports/internal/clearance"
)

// EmployerNames gives the names of employers by ODS code, for pages. Who is not known is left out.
func (p *Passports) EmployerNames(ctx context.Context, codes ...string) (map[string]string, error) {
	return p.Partners.EmployerNames(ctx, codes...)
}

// SubjectTitle is a competency's title, or its code when it has none.
func SubjectTitle(framework, code string) string { return title(framework, code) }

// Fix says who can put a requirement right, and how.
type Fix = clearance.Fix
