package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/rosterfile"
	"github.com/muster-ics/muster/services/shifts/internal/rosterimport"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

const (
	// postChunk is how many shifts of an import are written between two notes of progress.
	postChunk = 500
	// undoChunk is how many shifts one transaction of an undo locks, so that nobody waits long for one of them.
	undoChunk = 100
)

// Waiting implements app.RosterImports.
func (r *ImportRepo) Waiting(ctx context.Context, limit int) ([]id.ID, error) {
	ids, err := r.q.WaitingImports(ctx, int32(limit))
	if err != nil {
		return nil, fmt.Errorf("list waiting imports: %w", err)
	}
	return ids, nil
}

// Take implements app.RosterImports.
func (r *ImportRepo) Take(ctx context.Context, importID, lease id.ID) error {
	n, err := r.q.TakeImport(ctx, sqlcgen.TakeImportParams{ID: importID, Lease: &lease})
	return ours(n, err, "take an import")
}

// Progress implements app.RosterImports.
func (r *ImportRepo) Progress(ctx context.Context, importID, lease id.ID, done int) error {
	n, err := r.q.ImportProgress(ctx, sqlcgen.ImportProgressParams{ID: importID, Lease: &lease, Done: int32(done)})
	return ours(n, err, "note the progress of an import")
}

func ours(rows int64, err error, what string) error {
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", what, err)
	case rows == 0:
		return app.ErrNotOurs
	}
	return nil
}

// Post implements app.RosterImports. The import's row is written last: until then its progress can be noted beside the
// transaction, and a lease that was lost meanwhile undoes all of it.
func (r *ImportRepo) Post(ctx context.Context, i *rosterimport.Import, lease id.ID, shifts []app.RowShifts, progress func(int) error) error {
	by := app.CallerOf(ctx)
	return r.inTx(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		done := 0
		for chunk := range slices.Chunk(flat(shifts), postChunk) {
			made := make([]*shift.Shift, len(chunk))
			links := make([]sqlcgen.InsertImportShiftsParams, len(chunk))
			for k, s := range chunk {
				made[k] = s.Shift
				links[k] = sqlcgen.InsertImportShiftsParams{ShiftID: s.Shift.State().ID, ImportID: i.State().ID, RowNumber: int32(s.row)}
			}
			if err := r.keepPosted(ctx, tx, q, made); err != nil {
				return err
			}
			if _, err := q.InsertImportShifts(ctx, links); err != nil {
				return fmt.Errorf("link the shifts of an import: %w", err)
			}
			// The trail of these is looked at here: that of thousands at the commit would outlast a statement's time.
			for _, when := range []string{"immediate", "deferred"} {
				if _, err := tx.Later().Exec(ctx, "set constraints all "+when); err != nil {
					return fmt.Errorf("check the trail of an import: %w", err)
				}
			}
			done += len(chunk)
			if err := progress(done); err != nil {
				return err
			}
		}
		if err := save(ctx, q, i, rosterimport.Committing, lease, by); err != nil {
			return err
		}
		told, err := r.tell.RosterImport(nil, i, by)
		if err != nil {
			return err
		}
		return tx.Record(ctx, change(told, by))
	})
}

// placed is one shift and the row that it came of.
type placed struct {
	*shift.Shift
	row int
}

func flat(rows []app.RowShifts) []placed {
	var out []placed
	for _, r := range rows {
		for _, s := range r.Shifts {
			out = append(out, placed{s, r.Row})
		}
	}
	return out
}

// SendBack implements app.RosterImports.
func (r *ImportRepo) SendBack(ctx context.Context, i *rosterimport.Import, lease id.ID, bad []rosterfile.Row) error {
	return r.inTx(ctx, func(_ *outbox.Tx, q *sqlcgen.Queries) error {
		if err := save(ctx, q, i, rosterimport.Committing, lease, app.CallerOf(ctx)); err != nil {
			return err
		}
		params := make([]sqlcgen.MarkRowsBadParams, len(bad))
		for k, row := range bad {
			params[k] = sqlcgen.MarkRowsBadParams{ImportID: i.State().ID, RowNumber: int32(row.Number), Problems: list(row.Problems)}
		}
		var failed error
		q.MarkRowsBad(ctx, params).Exec(func(_ int, err error) { failed = errors.Join(failed, err) })
		return failed
	})
}

// WithdrawNext implements app.RosterImports.
func (r *ImportRepo) WithdrawNext(ctx context.Context, importID, lease id.ID, callOff func(*shift.Shift) bool) (done int, none bool, err error) {
	err = r.inTx(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		// Nobody else settles these shifts while the import is ours; the row's lock holds until the commit.
		n, err := q.HoldImport(ctx, sqlcgen.HoldImportParams{ID: importID, Lease: &lease})
		if err := ours(n, err, "hold an import"); err != nil {
			return err
		}
		rows, err := q.LockShiftsToUndo(ctx, sqlcgen.LockShiftsToUndoParams{ImportID: importID, MaxRows: undoChunk})
		if err != nil {
			return fmt.Errorf("lock the shifts of an import: %w", err)
		}
		became := map[string][]id.ID{}
		for _, row := range rows {
			st, err := standing(ctx, q, row.Shift, override{row.OverrideRole, row.OverrideWhy, row.OverrideAt}, nil)
			if err != nil {
				return err
			}
			if err := r.change(ctx, tx, st, func(st *app.Standing) error { callOff(st.Shift); return nil }); err != nil {
				return err
			}
			is := string(st.Shift.State().Status)
			became[is] = append(became[is], row.Shift.ID)
		}
		for is, ids := range became {
			if err := q.ImportShiftBecame(ctx, sqlcgen.ImportShiftBecameParams{Became: &is, ShiftIds: ids}); err != nil {
				return fmt.Errorf("note what became of shifts: %w", err)
			}
		}
		counts, err := q.CountUndone(ctx, importID)
		done, none = int(counts.Withdrawn+counts.Kept), counts.Open == 0
		return err
	})
	return done, none, err
}

// EndUndo implements app.RosterImports.
func (r *ImportRepo) EndUndo(ctx context.Context, importID, lease id.ID, end func(*rosterimport.Import, int, int) error) error {
	by := app.CallerOf(ctx)
	return r.inTx(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		row, err := q.LockImport(ctx, importID)
		if err != nil {
			return found(err, "lock an import")
		}
		had, err := imported(sqlcgen.GetImportRow(row))
		if err != nil {
			return err
		}
		counts, err := q.CountUndone(ctx, importID)
		if err != nil {
			return fmt.Errorf("count what became of shifts: %w", err)
		}
		i := rosterimport.Rehydrate(had.State)
		if err := end(i, int(counts.Withdrawn), int(counts.Kept)); err != nil {
			return err
		}
		if err := save(ctx, q, i, rosterimport.Undoing, lease, by); err != nil {
			return err
		}
		told, err := r.tell.RosterImport(&had.State, i, by)
		if err != nil {
			return err
		}
		return tx.Record(ctx, change(told, by))
	})
}

// Kept implements app.RosterImports.
func (r *ImportRepo) Kept(ctx context.Context, importID id.ID, limit int) ([]app.KeptShift, error) {
	rows, err := r.q.ShiftsKept(ctx, sqlcgen.ShiftsKeptParams{ImportID: importID, MaxRows: int32(limit)})
	if err != nil {
		return nil, fmt.Errorf("list the shifts that stayed: %w", err)
	}
	out := make([]app.KeptShift, len(rows))
	for i, row := range rows {
		out[i] = app.KeptShift{ShiftID: row.ShiftID, Row: int(row.RowNumber), Status: *row.Became}
	}
	return out, nil
}
