package app

import (
	"context"
	"errors"
	"strings"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/rosterfile"
	"github.com/muster-ics/muster/services/shifts/internal/rosterimport"
	"github.com/muster-ics/muster/services/shifts/internal/wording"
)

// filesAtOnce is how many files one instance takes apart at a time: a workbook that unfolds to the most needs some hundred MB.
const filesAtOnce = 2

// ReadRoster keeps a file as a preview of what it would post. Nothing is posted. An import whose columns are not all known
// waits for ExplainRoster.
func (a *App) ReadRoster(ctx context.Context, file []byte) (Imported, error) {
	who, err := a.check(ctx, PostShift, auth.Facts{Employer: employerOf(ctx)})
	if err != nil {
		return Imported{}, err
	}
	r, err := a.understand(ctx, who.Employer, file)
	if err != nil {
		return Imported{}, err
	}
	i := rosterimport.Read(id.New(), who.Employer, file, a.clock.Now())
	if len(r.Missing) == 0 {
		if err := i.Understood(counts(r)); err != nil {
			return Imported{}, err
		}
		file = nil
	}
	if err := a.imports.Keep(ctx, i, r, file); err != nil {
		return Imported{}, asFault(err)
	}
	return a.imports.Get(ctx, i.State().ID)
}

// ExplainRoster adds what the columns of a file are to the employer's mapping and reads the file by it.
func (a *App) ExplainRoster(ctx context.Context, importID id.ID, m rosterfile.Mapping) (Imported, error) {
	had, err := a.RosterImport(ctx, importID)
	if err != nil {
		return Imported{}, err
	}
	if had.State.Status != rosterimport.NeedsMapping {
		return Imported{}, importFault(rosterimport.Rehydrate(had.State).Understood(0, 0, 0, 0))
	}
	file, err := a.imports.File(ctx, importID)
	if err != nil {
		return Imported{}, asFault(err)
	}
	if _, err := a.changeMapping(ctx, had.State.Employer, func(old rosterfile.Mapping) rosterfile.Mapping { return old.Merge(m) }); err != nil {
		return Imported{}, err
	}
	r, err := a.understand(ctx, had.State.Employer, file)
	if err != nil {
		return Imported{}, err
	}
	i := rosterimport.Rehydrate(had.State)
	if len(r.Missing) == 0 {
		if err := i.Understood(counts(r)); err != nil {
			return Imported{}, importFault(err)
		}
	}
	if err := a.imports.Explain(ctx, i, r); err != nil {
		return Imported{}, asFault(err)
	}
	return a.imports.Get(ctx, importID)
}

// understand takes a file apart, reads its rows by the employer's mapping, and judges each as if it were posted.
func (a *App) understand(ctx context.Context, employer string, file []byte) (rosterfile.Reading, error) {
	select {
	case a.files <- struct{}{}:
		defer func() { <-a.files }()
	case <-ctx.Done():
		return rosterfile.Reading{}, fault.New(fault.Unavailable, "busy", "Other files are being read. Send yours again in a minute.").Because(ctx.Err())
	}
	mapping, _, err := a.imports.Mapping(ctx, employer)
	if err != nil {
		return rosterfile.Reading{}, err
	}
	sites, err := a.models.Sites(ctx, employer)
	if err != nil {
		return rosterfile.Reading{}, err
	}
	names := make([]rosterfile.SiteName, len(sites))
	for i, s := range sites {
		names[i] = rosterfile.SiteName{ODS: s.ODS, Name: s.Name}
	}
	sheet, err := rosterfile.Read(file)
	if err != nil {
		return rosterfile.Reading{}, fileFault(err)
	}
	r, err := rosterfile.Understand(sheet, mapping, employer, names)
	if err != nil {
		return rosterfile.Reading{}, fileFault(err)
	}
	if err := a.judgeRows(ctx, employer, r.Rows); err != nil {
		return rosterfile.Reading{}, err
	}
	return r, a.warnOfRepeats(ctx, employer, r.Rows)
}

// judgeRows makes the shifts of each row as any posting makes them, keeps none, and notes what is in the way.
func (a *App) judgeRows(ctx context.Context, employer string, rows []rosterfile.Row) error {
	draft := a.newDrafting(employer, id.New())
	for i := range rows {
		if len(rows[i].Problems) > 0 {
			continue
		}
		shifts, err := draft.shifts(ctx, rows[i].Posting)
		if err != nil {
			if rows[i].Problems, err = rowProblems(rows[i], err); err != nil {
				return err
			}
			continue
		}
		// A rate that the rate card gave is shown, and posted as it was shown.
		rows[i].Posting.RatePence = shifts[0].State().RatePence
	}
	return nil
}

// rowProblems says of a posting that was refused what to change in the row. The error is one that is not about the row.
func rowProblems(row rosterfile.Row, err error) ([]rosterfile.Problem, error) {
	var f *fault.Error
	switch {
	case !errors.As(err, &f) || (f.Kind != fault.Invalid && f.Kind != fault.Conflict):
		return nil, err
	case len(f.Fields) == 0:
		// What is refused as a whole is refused for when it is.
		return []rosterfile.Problem{rosterfile.ProblemOf(row, "starts_at", f.Message)}, nil
	}
	out := make([]rosterfile.Problem, len(f.Fields))
	for i, p := range f.Fields {
		out[i] = rosterfile.ProblemOf(row, strings.TrimPrefix(p.Location, "body."), p.Message)
	}
	return out, nil
}

// warnOfRepeats marks rows that ask for what is posted already.
func (a *App) warnOfRepeats(ctx context.Context, employer string, rows []rosterfile.Row) error {
	there, err := a.alike(ctx, employer, rows)
	if err != nil {
		return err
	}
	for i := range rows {
		if n := there[askedBy(rows[i].Posting)]; n > 0 && len(rows[i].Problems) == 0 {
			rows[i].Warnings = append(rows[i].Warnings, "The ward has already posted "+wording.Plural(n, "shift")+" for this role at this time. Leave the row out unless more people are needed.")
		}
	}
	return nil
}

// alike counts what is posted already, within the time that the rows cover.
func (a *App) alike(ctx context.Context, employer string, rows []rosterfile.Row) (map[Asked]int, error) {
	from, to := span(rows)
	if from.IsZero() {
		return nil, nil
	}
	return a.imports.Alike(ctx, employer, from, to)
}

func counts(r rosterfile.Reading) (rows, bad, skipped, asked int) {
	for _, row := range r.Rows {
		if len(row.Problems) > 0 {
			bad++
		} else {
			asked += row.Posting.Places
		}
	}
	return len(r.Rows), bad, r.Skipped, asked
}

func fileFault(err error) error {
	var refused *rosterfile.Refused
	if errors.As(err, &refused) {
		return fault.New(fault.Invalid, refused.Code, "%s", refused.Message).WithFields(fault.Field{Location: "body.file", Message: refused.Message})
	}
	return err
}

func importFault(err error) error {
	var refused *rosterimport.Refusal
	switch {
	case errors.As(err, &refused) && strings.HasPrefix(refused.Code, "rows_"):
		return fault.New(fault.Invalid, refused.Code, "%s", refused.Message).WithFields(fault.Field{Location: "body.rows", Message: refused.Message})
	case errors.As(err, &refused):
		return fault.New(fault.Conflict, refused.Code, "%s", refused.Message)
	}
	return asFault(err)
}
