package store

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/jackc/pgx/v5/pgtype"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/recordimport"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/passports/internal/vault"
)

// ImportRepo is the store as it keeps files that are taken in.
type ImportRepo struct{ *Store }

// Imports gives the store as a keeper of files.
func (s *Store) Imports() ImportRepo { return ImportRepo{s} }

var _ app.Imports = ImportRepo{}

const importEntity = "passports.record_import"

// KeepImport implements app.Imports. The rows are sealed under a key of the file's own.
func (s ImportRepo) KeepImport(ctx context.Context, i *recordimport.Import, rows []app.ImportRow, notes []string, by app.By) error {
	st := i.State()
	key, wrapped, err := s.keys.NewDataKey(st.ID)
	if err != nil {
		return err
	}
	params, err := importRowParams(st.ID, key, rows)
	if err != nil {
		return err
	}
	said, err := json.Marshal(nonNil(notes))
	if err != nil {
		return err
	}
	return s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		if err := q.InsertRecordImport(ctx, sqlcgen.InsertRecordImportParams{
			ID: st.ID, Employer: st.Employer, Kind: string(st.Kind), WorkerID: nullable(st.WorkerID), AsOf: st.AsOf, Absent: int32(st.Absent), Status: string(st.Status),
			Notes: said, MapVersion: st.MapVersion, Actor: by.Actor, OnBehalfOf: by.OnBehalfOf, RequestID: by.RequestID, ReadAt: st.ReadAt, Version: st.Version,
			Kek: wrapped.KEK, Wrapped: wrapped.Sealed,
		}); err != nil {
			return err
		}
		if _, err := q.InsertRecordImportRows(ctx, params); err != nil {
			return err
		}
		return auditAlone(ctx, tx, alone{entity: importEntity, aggregate: st.ID.String(), version: st.Version, action: "record_import.read", by: by, after: st})
	})
}

// getImport gives an import with its counts.
func (s *Store) getImport(ctx context.Context, q *sqlcgen.Queries, row sqlcgen.RecordImport) (app.Imported, error) {
	counts, err := q.CountImportRows(ctx, row.ID)
	if err != nil {
		return app.Imported{}, err
	}
	st := recordimport.State{
		ID: row.ID, Employer: row.Employer, Kind: recordimport.Kind(row.Kind), WorkerID: given(row.WorkerID), AsOf: utc(row.AsOf), Absent: int(row.Absent),
		AbsentGone: row.AbsentGone, Which: recordimport.Which(row.Which), Status: recordimport.Status(row.Status), Counts: recordimport.Counts{},
		MapVersion: row.MapVersion, ReadAt: row.ReadAt.UTC(), AppliedAt: utc(row.AppliedAt), WithdrawnAt: utc(row.WithdrawnAt), Version: row.Version,
	}
	for _, c := range counts {
		st.Counts[recordimport.Outcome(c.Outcome)] = int(c.Rows)
	}
	out := app.Imported{State: st, By: app.By{Actor: row.Actor, OnBehalfOf: row.OnBehalfOf, RequestID: row.RequestID}, Done: int(row.Done), Open: row.Kek != nil}
	return out, json.Unmarshal(row.Notes, &out.Notes)
}

// Step implements app.Imports.
func (s ImportRepo) Step(ctx context.Context, importID id.ID, by app.By, step func(*recordimport.Import) error) error {
	return s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		return s.step(ctx, tx, importID, nil, by, func(i *recordimport.Import, _ recordimport.Counts) error { return step(i) })
	})
}

// step locks an import, calls change and saves it with its audit row.
func (s *Store) step(ctx context.Context, tx *outbox.Tx, importID id.ID, lease *id.ID, by app.By, change func(*recordimport.Import, recordimport.Counts) error) error {
	q := sqlcgen.New(tx)
	row, err := q.LockRecordImport(ctx, importID)
	if err != nil {
		return absent(err, app.ErrNoImport)
	}
	had, err := s.getImport(ctx, q, row)
	if err != nil {
		return err
	}
	i := recordimport.Rehydrate(had.State)
	if err := change(i, had.State.Counts); err != nil {
		return err
	}
	st := i.State()
	n, err := q.SaveRecordImport(ctx, sqlcgen.SaveRecordImportParams{
		ID: st.ID, Status: string(st.Status), Which: string(st.Which), AbsentGone: st.AbsentGone, MapVersion: st.MapVersion, AppliedAt: st.AppliedAt,
		WithdrawnAt: st.WithdrawnAt, Version: st.Version, Was: had.State.Version, Actor: by.Actor, OnBehalfOf: by.OnBehalfOf, RequestID: by.RequestID, Lease: nullable(lease),
	})
	if err := ours(n, err); err != nil {
		return err
	}
	return auditAlone(ctx, tx, alone{
		entity: importEntity, aggregate: st.ID.String(), version: st.Version, action: "record_import." + string(st.Status), by: by, before: had.State, after: st,
	})
}

// ours tells from the rows that a statement reached whether the work is still the caller's.
func ours(rows int64, err error) error {
	if err == nil && rows == 0 {
		return app.ErrNotOurs
	}
	return err
}

// End implements app.Imports.
func (s ImportRepo) End(ctx context.Context, importID, lease id.ID, by app.By, end func(*recordimport.Import, recordimport.Counts)) error {
	return s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		err := s.step(ctx, tx, importID, &lease, by, func(i *recordimport.Import, counts recordimport.Counts) error { end(i, counts); return nil })
		if err != nil {
			return err
		}
		row, err := q.GetRecordImport(ctx, importID)
		if err != nil {
			return err
		}
		now, err := s.getImport(ctx, q, row)
		if err != nil {
			return err
		}
		if now.State.Status == recordimport.Withdrawn {
			if err := q.ForgetRecordedRows(ctx, importID); err != nil {
				return err
			}
		} else if now.State.Counts[recordimport.Queued]+now.State.Counts[recordimport.Accepted] > 0 {
			return nil
		}
		return dropSource(ctx, q, importID)
	})
}

// dropSource takes away what rows say, and the key that seals it.
func dropSource(ctx context.Context, q *sqlcgen.Queries, importID id.ID) error {
	return errors.Join(q.DropImportSource(ctx, importID), q.DropImportSealed(ctx, importID))
}

func nonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func importRowParams(importID id.ID, key vault.DataKey, rows []app.ImportRow) ([]sqlcgen.InsertRecordImportRowsParams, error) {
	out := make([]sqlcgen.InsertRecordImportRowsParams, len(rows))
	for i, r := range rows {
		k, err := keptRow(key, r)
		if err != nil {
			return nil, err
		}
		out[i] = sqlcgen.InsertRecordImportRowsParams{ImportID: importID, RowNumber: int32(r.Number), Outcome: string(r.Outcome), WorkerID: nullable(r.WorkerID),
			QueueKey: k.queueKey, Digest: r.Digest, Sealed: k.sealed, Problems: k.problems, Notes: k.notes}
	}
	return out, nil
}

// rowKept is a row in the form in which it is kept.
type rowKept struct {
	queueKey                *string
	sealed, problems, notes []byte
}

func keptRow(key vault.DataKey, r app.ImportRow) (k rowKept, err error) {
	body, err := json.Marshal(r.Body)
	if err != nil {
		return k, err
	}
	k.sealed = key.Seal(vault.ImportRow, int32(r.Number), string(body))
	if r.QueueKey != "" {
		k.queueKey = &r.QueueKey
	}
	if k.problems, err = json.Marshal(nonNil(r.Problems)); err != nil {
		return k, err
	}
	k.notes, err = json.Marshal(nonNil(r.Notes))
	return k, err
}

func nullable(i *id.ID) pgtype.UUID {
	if i == nil {
		return pgtype.UUID{}
	}
	return pgtype.UUID{Bytes: *i, Valid: true}
}

func given(u pgtype.UUID) *id.ID {
	if !u.Valid {
		return nil
	}
	i := id.ID(u.Bytes)
	return &i
}
