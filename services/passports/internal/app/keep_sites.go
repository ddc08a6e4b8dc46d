package app

import "context"

// Names are employers and sites by name, each by its ODS code.
type Names struct{ Employers, Sites map[string]string }

// KeepSite notes a site's name. Words may come late, twice or in any order.
func (p *Passports) KeepSite(ctx context.Context, ods, employer, name string, version int64) error {
	return p.Partners.KeepSite(ctx, ods, employer, name, version)
}

// Names gives all employers and sites of which deployments has told.
func (p *Passports) Names(ctx context.Context) (Names, error) { return p.Partners.Names(ctx) }
