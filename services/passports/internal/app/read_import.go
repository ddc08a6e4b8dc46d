package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/sheet"
	"github.com/muster-ics/muster/services/passports/internal/importfile"
	"github.com/muster-ics/muster/services/passports/internal/recordimport"
	"github.com/muster-ics/muster/services/passports/internal/register"
)

// filesAtOnce bounds how many files one process takes apart at a time: a workbook that unfolds to the most needs some
// hundred MB.
var filesAtOnce = make(chan struct{}, 2)

// ReadImport keeps a file of the caller's employer as a preview of what it would record. Nothing is recorded.
func (p *Passports) ReadImport(ctx context.Context, in ReadFile) (Imported, error) {
	principal, err := p.mayImport(ctx)
	if err != nil {
		return Imported{}, err
	}
	select {
	case filesAtOnce <- struct{}{}:
		defer func() { <-filesAtOnce }()
	case <-ctx.Done():
		return Imported{}, fault.New(fault.Unavailable, "busy", "Other files are being read. Send yours again in a minute.").Because(ctx.Err())
	}
	s, err := p.importOf(ctx, in, principal.Employer)
	if err != nil {
		return Imported{}, err
	}
	rows, notes, err := understand(in, s)
	if err != nil {
		return Imported{}, fileFault(err)
	}
	if s.MapVersion, s.Absent, err = p.judgeRows(ctx, s, rows); err != nil {
		return Imported{}, err
	}
	s.Counts = counted(rows)
	i, err := recordimport.Read(s)
	if err != nil {
		return Imported{}, importFault(err)
	}
	if err := p.Imports.KeepImport(ctx, i, rows, notes, by(principal, in.RequestID)); err != nil {
		return Imported{}, err
	}
	return p.Imports.Import(ctx, s.ID)
}

// mayImport asks whether the caller may take in files of their own employer.
func (p *Passports) mayImport(ctx context.Context) (auth.Principal, error) {
	caller, _ := auth.From(ctx)
	return Policy.Check(ctx, MayImport, auth.Facts{Home: caller.Employer, ICS: p.ICS})
}

func (p *Passports) importOf(ctx context.Context, in ReadFile, employer string) (recordimport.State, error) {
	now := p.Clock.Now()
	s := recordimport.State{ID: id.New(), Employer: employer, Kind: in.Kind, ReadAt: now}
	if !s.Kind.Known() {
		return s, FieldFault("kind", "This kind of file is not known. Use esr, competencies, workers, nmc, gmc or hcpc.")
	}
	if in.Worker != "" {
		workerID, err := id.Parse(in.Worker)
		if err != nil {
			return s, ErrNoWorker
		}
		w, err := p.Workers.Get(ctx, workerID)
		if err != nil {
			return s, err
		}
		if !p.sameNow(w.HomeEmployer(), employer) {
			return s, ErrNoWorker
		}
		s.WorkerID = &workerID
	}
	if s.Kind.Register() {
		asOf := in.AsOf
		if asOf.IsZero() {
			asOf = now
		}
		if asOf.After(now) {
			return s, FieldFault("as_of", "The register cannot have been read in the future.")
		}
		s.AsOf = &asOf
	}
	return s, nil
}

// understand takes a file apart into rows; what they come to is not decided yet. The error is a *sheet.Refused or a fault.
func understand(in ReadFile, s recordimport.State) ([]ImportRow, []string, error) {
	layouts := map[recordimport.Kind]importfile.Layout{recordimport.ESR: importfile.ESR, recordimport.Competencies: importfile.Competencies, recordimport.Workers: importfile.Workers}
	layout, ours := layouts[s.Kind]
	opt := sheet.Options{What: "rows", By: "ward"}
	if ours {
		opt.Meant = layout.Meant
	}
	cells, err := sheet.Read(in.File, opt)
	if err != nil {
		return nil, nil, err
	}
	if !ours {
		return entries(s, cells)
	}
	table, err := layout.Open(cells)
	if err != nil {
		return nil, nil, err
	}
	read := map[recordimport.Kind]func(importfile.Row) ImportRow{recordimport.ESR: esrRow, recordimport.Competencies: competencyRow, recordimport.Workers: workerRow}[s.Kind]
	rows := make([]ImportRow, len(table.Rows))
	for i, r := range table.Rows {
		rows[i] = read(r)
		if len(rows[i].Problems) > 0 {
			rows[i].Outcome = recordimport.Rejected
		}
	}
	return rows, table.Notes, whoseFile(s, rows)
}

// entries reads what a register said.
func entries(s recordimport.State, cells sheet.Sheet) ([]ImportRow, []string, error) {
	source, ok := register.SourceOf(string(s.Kind))
	if !ok {
		return nil, nil, FieldFault("kind", "No export of this register can be read.")
	}
	snap, err := source.Read(cells)
	if err != nil {
		return nil, nil, err
	}
	rows := make([]ImportRow, len(snap.Entries))
	for i, e := range snap.Entries {
		rows[i] = ImportRow{Number: e.Row, Problems: e.Problems, Body: RowBody{Ref: e.Number,
			Entry: &RowEntry{Body: source.Body(), Said: e.Said, ValidUntil: e.ValidUntil, Licence: e.Licence}}}
		if len(e.Problems) > 0 {
			rows[i].Outcome = recordimport.Rejected
		}
	}
	return rows, snap.Notes, nil
}

// whoseFile refuses a file of competencies that names nobody, and one for a single worker that names people.
func whoseFile(s recordimport.State, rows []ImportRow) error {
	if !s.Kind.HasCompetencies() {
		return nil
	}
	named := false
	for _, r := range rows {
		named = named || r.Body.Ref != ""
	}
	switch {
	case s.WorkerID == nil && !named:
		return FieldFault("worker_id", "This file names nobody. Say whose it is, or add a column worker_ref with assignment numbers.")
	case s.WorkerID != nil && named:
		return FieldFault("worker_id", "This file names people by number. Send it without a worker, so that each row goes to its own.")
	}
	return nil
}

func counted(rows []ImportRow) recordimport.Counts {
	c := recordimport.Counts{}
	for _, r := range rows {
		c[r.Outcome]++
	}
	return c
}

func fileFault(err error) error {
	var refused *sheet.Refused
	if errors.As(err, &refused) {
		return fault.New(fault.Invalid, refused.Code, "%s", refused.Message).WithFields(fault.Field{Location: "file", Message: refused.Message})
	}
	return err
}

func importFault(err error) error {
	var refused *recordimport.Refusal
	if !errors.As(err, &refused) {
		return err
	}
	if len(refused.Code) > 5 && refused.Code[:5] == "rows_" {
		return fault.New(fault.Invalid, refused.Code, "%s", refused.Message).WithFields(fault.Field{Location: "rows", Message: refused.Message})
	}
	return fault.New(fault.Conflict, refused.Code, "%s", refused.Message)
}
