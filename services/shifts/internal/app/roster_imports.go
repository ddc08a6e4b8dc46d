package app

import (
	"context"
	"errors"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/rosterfile"
	"github.com/muster-ics/muster/services/shifts/internal/rosterimport"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// RosterImport reads one import of the caller's employer.
func (a *App) RosterImport(ctx context.Context, importID id.ID) (Imported, error) {
	i, err := a.imports.Get(ctx, importID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return Imported{}, err
	}
	if _, perr := a.check(ctx, PostShift, auth.Facts{Employer: i.State.Employer}); perr != nil {
		return Imported{}, perr
	}
	return i, asFault(err)
}

// RosterImports lists the caller's employer's imports, the latest first.
func (a *App) RosterImports(ctx context.Context) ([]Imported, error) {
	who, err := a.check(ctx, PostShift, auth.Facts{Employer: employerOf(ctx)})
	if err != nil {
		return nil, err
	}
	return a.imports.List(ctx, who.Employer, 50)
}

// RosterRows lists rows of an import after a number, as they were understood.
func (a *App) RosterRows(ctx context.Context, importID id.ID, kind RowKind, after, limit int) ([]rosterfile.Row, error) {
	if _, err := a.RosterImport(ctx, importID); err != nil {
		return nil, err
	}
	return a.imports.Rows(ctx, importID, kind, after, limit)
}

// KeptShifts lists what undoing an import left alone.
func (a *App) KeptShifts(ctx context.Context, importID id.ID) ([]KeptShift, error) {
	if _, err := a.RosterImport(ctx, importID); err != nil {
		return nil, err
	}
	return a.imports.Kept(ctx, importID, 200)
}

// RosterMapping reads how the caller's employer's rosters are read, and its version.
func (a *App) RosterMapping(ctx context.Context) (rosterfile.Mapping, int64, error) {
	who, err := a.check(ctx, PostShift, auth.Facts{Employer: employerOf(ctx)})
	if err != nil {
		return rosterfile.Mapping{}, 0, err
	}
	return a.imports.Mapping(ctx, who.Employer)
}

// PutRosterMapping replaces how the caller's employer's rosters are read.
func (a *App) PutRosterMapping(ctx context.Context, m rosterfile.Mapping) (int64, error) {
	who, err := a.check(ctx, PostShift, auth.Facts{Employer: employerOf(ctx)})
	if err != nil {
		return 0, err
	}
	return a.changeMapping(ctx, who.Employer, func(rosterfile.Mapping) rosterfile.Mapping { return (rosterfile.Mapping{}).Merge(m) })
}

func (a *App) changeMapping(ctx context.Context, employer string, change func(rosterfile.Mapping) rosterfile.Mapping) (int64, error) {
	old, version, err := a.imports.Mapping(ctx, employer)
	if err != nil {
		return 0, err
	}
	m := change(old)
	if wrong := m.Validate(); len(wrong) > 0 {
		f := fault.New(fault.Invalid, "invalid_input", "The mapping cannot be right; see what to change.")
		for part, message := range wrong {
			f = f.WithFields(fault.Field{Location: "body." + part, Message: message})
		}
		return 0, f
	}
	err = a.imports.PutMapping(ctx, employer, m, version+1, a.clock.Now())
	if errors.Is(err, ErrRaced) {
		return 0, fault.New(fault.Conflict, "mapping_changed", "Somebody changed the mapping at the same time. Look at it and send yours again.")
	}
	return version + 1, err
}

// span is from the first start to the last of the rows that could be read; zero when there is none.
func span(rows []rosterfile.Row) (from, to time.Time) {
	for _, row := range rows {
		at := row.Posting.StartsAt
		if len(row.Problems) > 0 || at.IsZero() {
			continue
		}
		if from.IsZero() || at.Before(from) {
			from = at
		}
		if at.After(to) {
			to = at
		}
	}
	return from, to
}

func askedBy(p shift.Posting) Asked {
	return Asked{Ward: p.Ward, Role: p.Role, Starts: p.StartsAt.UTC(), EndsAt: p.EndsAt.UTC()}
}

// RosterImportProgress is how much of the work on an import is done, in hundredths.
func (i Imported) RosterImportProgress() int {
	whole := i.State.Counts.Asked
	if i.State.Status == rosterimport.Undoing {
		whole = i.State.Counts.Posted
	}
	if whole == 0 {
		return 0
	}
	return min(100, 100*i.Done/whole)
}
