package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/rosterfile"
	"github.com/muster-ics/muster/services/shifts/internal/rosterimport"
)

const (
	// atOnce is how many shifts whoever commits or undoes an import waits for; more are left to WorkOnImports.
	atOnce = 500
	// rowsAtOnce is how many rows are read at a time; it is more than a file has.
	rowsAtOnce = rosterfile.MaxRows + 1
)

// CommitRoster has the rows of a preview posted. A small import is posted when it returns; a large one is being posted, and
// RosterImport tells how far it is. Either way others see all of its shifts or none.
func (a *App) CommitRoster(ctx context.Context, importID id.ID, c rosterimport.Choice) (Imported, error) {
	return a.beginImport(ctx, importID, func(i *rosterimport.Import, before bool) error { return i.Commit(c, before) })
}

// UndoRoster has the shifts of a committed import that nobody has yet withdrawn, once.
func (a *App) UndoRoster(ctx context.Context, importID id.ID) (Imported, error) {
	return a.beginImport(ctx, importID, func(i *rosterimport.Import, _ bool) error { return i.Undo() })
}

func (a *App) beginImport(ctx context.Context, importID id.ID, change func(*rosterimport.Import, bool) error) (Imported, error) {
	if _, err := a.RosterImport(ctx, importID); err != nil {
		return Imported{}, err
	}
	s, err := a.imports.Begin(ctx, importID, change)
	if err != nil {
		return Imported{}, importFault(err)
	}
	if s.Counts.Asked <= atOnce && s.Counts.Posted <= atOnce {
		// What was begun is done even if the caller goes away, and by the next sweep if this process does.
		if err := a.workOn(context.WithoutCancel(ctx), importID); err != nil && !errors.Is(err, ErrNotOurs) {
			a.log.ErrorContext(ctx, "import left to the sweep", "import", importID, "err", err)
		}
	}
	return a.imports.Get(ctx, importID)
}

// WorkOnImports posts or undoes imports at which nobody works, and gives how many it has ended.
func (a *App) WorkOnImports(ctx context.Context) (int, error) {
	waiting, err := a.imports.Waiting(ctx, 10)
	if err != nil {
		return 0, err
	}
	n := 0
	var failed error
	for _, importID := range waiting {
		switch err := a.workOn(ctx, importID); {
		case err == nil:
			n++
		case !errors.Is(err, ErrNotOurs):
			failed = errors.Join(failed, err)
		}
	}
	return n, failed
}

// ForgetImports ends what is kept of old imports.
func (a *App) ForgetImports(ctx context.Context) (int, error) { return a.imports.Forget(ctx) }

// workOn does all the work on one import, on the account of whoever began it.
func (a *App) workOn(ctx context.Context, importID id.ID) error {
	lease := id.New()
	if err := a.imports.Take(ctx, importID, lease); err != nil {
		return err
	}
	had, err := a.imports.Get(ctx, importID)
	if err != nil {
		return err
	}
	ctx = context.WithValue(ctx, callerKey{}, had.By)
	if had.State.Status == rosterimport.Undoing {
		return a.withdrawAll(ctx, had, lease)
	}
	return a.post(ctx, had, lease)
}

// post makes shifts of the rows and keeps them. What has become bad since the preview sends an import back that was to be
// posted whole.
func (a *App) post(ctx context.Context, had Imported, lease id.ID) error {
	importID, choice := had.State.ID, had.State.Choice
	rows, err := a.imports.Rows(ctx, importID, GoodRows, 0, rowsAtOnce)
	if err != nil {
		return err
	}
	repeated := map[Asked]int{}
	if choice.LeaveOutRepeats {
		if repeated, err = a.alike(ctx, had.State.Employer, rows); err != nil {
			return err
		}
	}
	draft := a.newDrafting(had.State.Employer, importID)
	var made []RowShifts
	var bad []rosterfile.Row
	posted, leftOut := 0, had.State.Counts.BadRows
	for _, row := range rows {
		if repeated[askedBy(row.Posting)] > 0 {
			leftOut++
			continue
		}
		shifts, err := draft.shifts(ctx, row.Posting)
		if err != nil {
			if row.Problems, err = rowProblems(row, err); err != nil {
				return err
			}
			bad = append(bad, row)
			continue
		}
		made, posted = append(made, RowShifts{row.Number, shifts}), posted+len(shifts)
	}
	i := rosterimport.Rehydrate(had.State)
	if len(bad) > 0 && (choice.Which == rosterimport.AllOrNothing || len(made) == 0) {
		if err := i.SendBack(had.State.Counts.BadRows+len(bad), posted); err != nil {
			return err
		}
		return a.imports.SendBack(ctx, i, lease, bad)
	}
	if err := i.Posted(posted, leftOut+len(bad), a.clock.Now()); err != nil {
		return err
	}
	return a.imports.Post(ctx, i, lease, made, func(done int) error { return a.imports.Progress(ctx, importID, lease, done) })
}
