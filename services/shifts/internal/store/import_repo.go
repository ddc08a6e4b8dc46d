package store

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/rosterfile"
	"github.com/muster-ics/muster/services/shifts/internal/rosterimport"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// ImportRepo implements app.RosterImports.
type ImportRepo struct{ base }

var _ app.RosterImports = (*ImportRepo)(nil)

// Keep implements app.RosterImports.
func (r *ImportRepo) Keep(ctx context.Context, i *rosterimport.Import, reading rosterfile.Reading, file []byte) error {
	s, by := i.State(), app.CallerOf(ctx)
	return r.inTx(ctx, func(tx *outbox.Tx, q *sqlcgen.Queries) error {
		p := sqlcgen.InsertImportParams{
			ID: s.ID, Employer: s.Employer, FileHash: s.FileHash[:], File: file, Status: string(s.Status),
			Headings: list(reading.Headings), Missing: list(reading.Missing), Notes: list(reading.Notes),
			Rows: int32(s.Counts.Rows), BadRows: int32(s.Counts.BadRows), Skipped: int32(s.Counts.Skipped), Asked: int32(s.Counts.Asked),
			Actor: by.Actor, OnBehalfOf: by.OnBehalfOf, RequestID: by.RequestID, ReadAt: s.ReadAt,
		}
		if err := q.InsertImport(ctx, p); err != nil {
			return fmt.Errorf("keep an import: %w", err)
		}
		if err := keepRows(ctx, q, s.ID, reading.Rows); err != nil {
			return err
		}
		return auditAlone(ctx, q, alone{Entity: "shifts.roster_import", Aggregate: s.ID.String(), Action: "roster_import.read", After: s.FileHash[:]})
	})
}

// list is v as JSON, [] when it is nil.
func list[T any](v []T) []byte {
	if v == nil {
		return []byte("[]")
	}
	b, err := json.Marshal(v)
	if err != nil {
		// Lists of words cannot fail to encode.
		return []byte("[]")
	}
	return b
}

// Explain implements app.RosterImports.
func (r *ImportRepo) Explain(ctx context.Context, i *rosterimport.Import, reading rosterfile.Reading) error {
	return r.inTx(ctx, func(_ *outbox.Tx, q *sqlcgen.Queries) error {
		if err := save(ctx, q, i, rosterimport.NeedsMapping, id.Nil, app.CallerOf(ctx)); err != nil {
			return err
		}
		p := sqlcgen.SaveImportReadingParams{ID: i.State().ID, Headings: list(reading.Headings), Missing: list(reading.Missing), Notes: list(reading.Notes)}
		if err := q.SaveImportReading(ctx, p); err != nil {
			return fmt.Errorf("keep the columns of an import: %w", err)
		}
		return keepRows(ctx, q, i.State().ID, reading.Rows)
	})
}

// save writes i over what was in status was and, when lease is given, held under it.
func save(ctx context.Context, q *sqlcgen.Queries, i *rosterimport.Import, was rosterimport.Status, lease id.ID, by app.Caller) error {
	s := i.State()
	n, err := q.SaveImport(ctx, sqlcgen.SaveImportParams{
		ID: s.ID, Status: string(s.Status), Was: string(was), Lease: some(lease), Version: s.Version,
		Rows: int32(s.Counts.Rows), BadRows: int32(s.Counts.BadRows), Skipped: int32(s.Counts.Skipped), Asked: int32(s.Counts.Asked),
		Posted: int32(s.Counts.Posted), LeftOut: int32(s.Counts.LeftOut), Withdrawn: int32(s.Counts.Withdrawn), Kept: int32(s.Counts.Kept),
		Which: some(string(s.Choice.Which)), LeaveOutRepeats: s.Choice.LeaveOutRepeats, Again: s.Choice.Again,
		Actor: by.Actor, OnBehalfOf: by.OnBehalfOf, RequestID: by.RequestID, CommittedAt: s.CommittedAt, UndoneAt: s.UndoneAt,
	})
	switch {
	case err != nil:
		return fmt.Errorf("save an import: %w", err)
	case n == 0:
		return app.ErrNotOurs
	}
	return nil
}

// Get implements app.RosterImports.
func (r *ImportRepo) Get(ctx context.Context, importID id.ID) (app.Imported, error) {
	row, err := r.q.GetImport(ctx, importID)
	if err != nil {
		return app.Imported{}, found(err, "read an import")
	}
	return imported(row)
}

// List implements app.RosterImports.
func (r *ImportRepo) List(ctx context.Context, employer string, limit int) ([]app.Imported, error) {
	rows, err := r.q.ListImports(ctx, sqlcgen.ListImportsParams{Employers: r.codes(employer), MaxRows: int32(limit)})
	if err != nil {
		return nil, fmt.Errorf("list imports: %w", err)
	}
	out := make([]app.Imported, len(rows))
	for i, row := range rows {
		if out[i], err = imported(sqlcgen.GetImportRow(row)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func imported(r sqlcgen.GetImportRow) (app.Imported, error) {
	out := app.Imported{State: rosterimport.State{
		ID: r.ID, Employer: r.Employer, FileHash: [sha256.Size]byte(r.FileHash), Status: rosterimport.Status(r.Status),
		Counts: rosterimport.Counts{Rows: int(r.Rows), BadRows: int(r.BadRows), Skipped: int(r.Skipped), Asked: int(r.Asked), Posted: int(r.Posted),
			LeftOut: int(r.LeftOut), Withdrawn: int(r.Withdrawn), Kept: int(r.Kept)},
		Choice: rosterimport.Choice{LeaveOutRepeats: r.LeaveOutRepeats, Again: r.Again},
		ReadAt: r.ReadAt, CommittedAt: r.CommittedAt, UndoneAt: r.UndoneAt, Version: r.Version,
	}, By: app.Caller{Actor: r.Actor, OnBehalfOf: r.OnBehalfOf, RequestID: r.RequestID}, Done: int(r.Done)}
	if r.Which != nil {
		out.State.Choice.Which = rosterimport.Which(*r.Which)
	}
	err := errors.Join(json.Unmarshal(r.Headings, &out.Headings), json.Unmarshal(r.Missing, &out.Missing), json.Unmarshal(r.Notes, &out.Notes))
	if err != nil {
		return app.Imported{}, fmt.Errorf("read an import: %w", err)
	}
	return out, nil
}

// File implements app.RosterImports.
func (r *ImportRepo) File(ctx context.Context, importID id.ID) ([]byte, error) {
	file, err := r.q.ImportFile(ctx, importID)
	if err == nil && file == nil {
		err = pgx.ErrNoRows
	}
	return file, found(err, "read the file of an import")
}

// Begin implements app.RosterImports.
func (r *ImportRepo) Begin(ctx context.Context, importID id.ID, change func(*rosterimport.Import, bool) error) (rosterimport.State, error) {
	var after rosterimport.State
	err := r.inTx(ctx, func(_ *outbox.Tx, q *sqlcgen.Queries) error {
		row, err := q.LockImport(ctx, importID)
		if err != nil {
			return found(err, "lock an import")
		}
		if err := q.LockFile(ctx, sqlcgen.LockFileParams{Employer: row.Employer, FileHash: row.FileHash}); err != nil {
			return fmt.Errorf("lock the file of an import: %w", err)
		}
		before, err := q.ImportedBefore(ctx, sqlcgen.ImportedBeforeParams{Employer: row.Employer, FileHash: row.FileHash, ID: importID})
		if err != nil {
			return fmt.Errorf("look for imports of a file: %w", err)
		}
		had, err := imported(sqlcgen.GetImportRow(row))
		if err != nil {
			return err
		}
		i := rosterimport.Rehydrate(had.State)
		if err := change(i, before); err != nil {
			return err
		}
		after = i.State()
		return save(ctx, q, i, had.State.Status, id.Nil, app.CallerOf(ctx))
	})
	return after, err
}

// Alike implements app.RosterImports.
func (r *ImportRepo) Alike(ctx context.Context, employer string, from, to time.Time) (map[app.Asked]int, error) {
	rows, err := r.q.PostedAlike(ctx, sqlcgen.PostedAlikeParams{Employers: r.codes(employer), FromAt: from, ToAt: to})
	if err != nil {
		return nil, fmt.Errorf("count what is posted: %w", err)
	}
	out := make(map[app.Asked]int, len(rows))
	for _, row := range rows {
		out[app.Asked{Ward: row.Ward, Role: row.Role, Starts: row.StartsAt, EndsAt: row.EndsAt}] = int(row.Shifts)
	}
	return out, nil
}

// Mapping implements app.RosterImports.
func (r *ImportRepo) Mapping(ctx context.Context, employer string) (m rosterfile.Mapping, version int64, err error) {
	row, err := r.q.GetImportMapping(ctx, employer)
	if errors.Is(err, pgx.ErrNoRows) {
		return m, 0, nil
	}
	if err != nil {
		return m, 0, fmt.Errorf("read a mapping: %w", err)
	}
	if err := json.Unmarshal(row.Body, &m); err != nil {
		return m, 0, fmt.Errorf("read a mapping: %w", err)
	}
	return m, row.Version, nil
}

// PutMapping implements app.RosterImports.
func (r *ImportRepo) PutMapping(ctx context.Context, employer string, m rosterfile.Mapping, version int64, at time.Time) error {
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return r.inTx(ctx, func(_ *outbox.Tx, q *sqlcgen.Queries) error {
		c := alone{Entity: "shifts.import_mapping", Aggregate: employer, Action: "import_mapping.changed", Version: version, After: m}
		if old, err := q.GetImportMapping(ctx, employer); err == nil {
			c.Before = json.RawMessage(old.Body)
		}
		n, err := q.PutImportMapping(ctx, sqlcgen.PutImportMappingParams{Employer: employer, Body: body, ChangedAt: at, Version: version})
		if err != nil {
			return fmt.Errorf("keep a mapping: %w", err)
		}
		if n == 0 {
			return app.ErrRaced
		}
		return auditAlone(ctx, q, c)
	})
}

// Forget implements app.RosterImports.
func (r *ImportRepo) Forget(ctx context.Context) (int, error) {
	files, err := r.q.ForgetFiles(ctx)
	if err != nil {
		return 0, fmt.Errorf("forget files: %w", err)
	}
	old, err := r.q.ForgetImports(ctx)
	if err != nil {
		return 0, fmt.Errorf("forget imports: %w", err)
	}
	return int(files + old), nil
}
