package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/importfile"
	"github.com/muster-ics/muster/services/passports/internal/recordimport"
)

// ShowImport reads one file of the caller's employer.
func (p *Passports) ShowImport(ctx context.Context, importID id.ID) (Imported, error) {
	i, _, err := p.theirImport(ctx, importID)
	return i, err
}

// ListImports lists the caller's employer's files, the latest first.
func (p *Passports) ListImports(ctx context.Context) ([]Imported, error) {
	principal, err := p.mayImport(ctx)
	if err != nil {
		return nil, err
	}
	return p.Imports.List(ctx, principal.Employer, 50)
}

// ImportRows lists rows of a file after a number, without what they say of people.
func (p *Passports) ImportRows(ctx context.Context, importID id.ID, outcome recordimport.Outcome, after, limit int) ([]ImportRow, error) {
	if _, _, err := p.theirImport(ctx, importID); err != nil {
		return nil, err
	}
	return p.Imports.Rows(ctx, importID, outcome, after, limit)
}

// ImportQueue lists the words that rows of the caller's employer wait for, those of most rows first.
func (p *Passports) ImportQueue(ctx context.Context) ([]QueuedWord, error) {
	principal, err := p.mayImport(ctx)
	if err != nil {
		return nil, err
	}
	return p.Imports.Queue(ctx, principal.Employer, 200)
}

// ImportTemplate is the headings of a file in Muster's own form; false for files of others.
func ImportTemplate(k recordimport.Kind) (string, bool) {
	switch k {
	case recordimport.Competencies:
		return importfile.Competencies.Template(), true
	case recordimport.Workers:
		return importfile.Workers.Template(), true
	}
	return "", false
}
