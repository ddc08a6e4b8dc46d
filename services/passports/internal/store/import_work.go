package store

import (
	"context"
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/recordimport"
	"github.com/muster-ics/muster/services/passports/internal/retention"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/passports/internal/vault"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// Waiting implements app.Imports.
func (s ImportRepo) Waiting(ctx context.Context, limit int) ([]id.ID, error) {
	return s.read().WaitingRecordImports(ctx, int32(limit))
}

// Take implements app.Imports.
func (s ImportRepo) Take(ctx context.Context, importID, lease id.ID) error {
	n, err := s.read().TakeRecordImport(ctx, sqlcgen.TakeRecordImportParams{ID: importID, Lease: nullable(&lease)})
	return ours(n, err)
}

// Hold implements app.Imports.
func (s ImportRepo) Hold(ctx context.Context, importID, lease id.ID, done int) error {
	n, err := s.read().HoldRecordImport(ctx, sqlcgen.HoldRecordImportParams{ID: importID, Lease: nullable(&lease), Done: int32(done)})
	return ours(n, err)
}

// EnrolRow implements app.Imports.
func (s ImportRepo) EnrolRow(ctx context.Context, w *worker.Worker, p app.Personal, refs []app.Reference, f app.Fact, at time.Time, rows app.ImportedRows) error {
	err := s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		if err := s.enrol(ctx, tx, w, p, refs, f); err != nil {
			return err
		}
		return keepImported(ctx, sqlcgen.New(tx), w.ID(), &rows, at)
	})
	return staffNumberTaken(err)
}

func staffNumberTaken(err error) error {
	if pg.IsUnique(err, "blind_index_staff_number") {
		return app.ErrStaffNumberTaken
	}
	return err
}

// keepImported writes what became of the rows that a change of a passport records or takes back, in its transaction. It
// gives ErrNotOurs, and so undoes the change, when somebody else has done one of them.
func keepImported(ctx context.Context, q *sqlcgen.Queries, workerID id.ID, rows *app.ImportedRows, at time.Time) error {
	if rows == nil || len(rows.Rows) == 0 {
		return nil
	}
	mark := sqlcgen.MarkImportRowsParams{ImportID: rows.ImportID, WorkerID: workerID, Was: string(recordimport.Accepted)}
	if rows.TakenBack {
		mark.Was = string(recordimport.Recorded)
	}
	var digests []sqlcgen.InsertRecordedRowParams
	var gone []sqlcgen.InsertWithdrawnCompetencyParams
	for _, r := range rows.Rows {
		recordID := id.Nil
		if r.RecordID != nil {
			recordID = *r.RecordID
		}
		mark.RowNumbers, mark.Outcomes, mark.RecordIds = append(mark.RowNumbers, int32(r.Number)), append(mark.Outcomes, string(r.Outcome)), append(mark.RecordIds, recordID)
		if r.Digest != nil && !rows.TakenBack {
			digests = append(digests, sqlcgen.InsertRecordedRowParams{Employer: rows.Employer, Digest: r.Digest, WorkerID: workerID, ImportID: rows.ImportID})
		}
		if rows.TakenBack {
			gone = append(gone, sqlcgen.InsertWithdrawnCompetencyParams{CompetencyID: recordID, WorkerID: workerID, ImportID: rows.ImportID, WithdrawnAt: at})
		}
	}
	n, err := q.MarkImportRows(ctx, mark)
	if err != nil {
		return fmt.Errorf("mark the rows of an import: %w", err)
	}
	if int(n) != len(rows.Rows) {
		return app.ErrNotOurs
	}
	if err := write(ctx, digests, q.InsertRecordedRow); err != nil {
		return fmt.Errorf("keep the digests of rows: %w", err)
	}
	return write(ctx, gone, q.InsertWithdrawnCompetency)
}

// SaveRows implements app.Imports.
func (s ImportRepo) SaveRows(ctx context.Context, importID, lease id.ID, rows []app.ImportRow) error {
	return s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		params := make([]sqlcgen.SaveImportRowParams, len(rows))
		for i, r := range rows {
			k, err := keptRow(vault.DataKey{}, app.ImportRow{Problems: r.Problems, Notes: r.Notes})
			if err != nil {
				return err
			}
			params[i] = sqlcgen.SaveImportRowParams{ImportID: importID, RowNumber: int32(r.Number), Outcome: string(r.Outcome), Problems: k.problems, Notes: k.notes}
		}
		return write(ctx, params, q.SaveImportRow)
	})
}

// Rejudge implements app.Imports.
func (s ImportRepo) Rejudge(ctx context.Context, importID id.ID, by app.By, rows []app.ImportRow, mapVersion int64) error {
	return s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		head, err := q.LockRecordImport(ctx, importID)
		if err != nil {
			return absent(err, app.ErrNoImport)
		}
		if head.Kek == nil {
			return nil // the rows' content has gone meanwhile
		}
		key, err := s.keys.Unwrap(importID, vault.Wrapped{KEK: *head.Kek, Sealed: head.Wrapped})
		if err != nil {
			return err
		}
		params := make([]sqlcgen.RejudgeImportRowParams, len(rows))
		for i, r := range rows {
			k, err := keptRow(key, r)
			if err != nil {
				return err
			}
			params[i] = sqlcgen.RejudgeImportRowParams{ImportID: importID, RowNumber: int32(r.Number), Outcome: string(r.Outcome), WorkerID: nullable(r.WorkerID),
				QueueKey: k.queueKey, Digest: r.Digest, Sealed: k.sealed, Problems: k.problems, Notes: k.notes}
		}
		if err := write(ctx, params, q.RejudgeImportRow); err != nil {
			return err
		}
		return s.step(ctx, tx, importID, nil, by, func(i *recordimport.Import, counts recordimport.Counts) error {
			return i.Understood(counts, mapVersion)
		})
	})
}

// Say implements app.Imports. Two who speak at once are one after the other by the key of the version.
func (s ImportRepo) Say(ctx context.Context, employer string, w app.Word, by app.By, at time.Time) (int64, error) {
	version := int64(0)
	err := s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		had, err := q.ImportWords(ctx, employer)
		if err != nil {
			return err
		}
		version = int64(len(had)) + 1
		err = q.InsertImportWord(ctx, sqlcgen.InsertImportWordParams{Employer: employer, Version: version, Kind: w.Kind, Key: w.Key, Framework: w.Framework,
			Code: w.Code, Level: int32(w.Level), Status: w.Status, SaidBy: by.Actor, SaidAt: at})
		if pg.IsUnique(err, "import_words_pkey") {
			return pg.RaceLost(err)
		}
		if err != nil {
			return err
		}
		return auditAlone(ctx, tx, alone{entity: "passports.import_words", aggregate: employer, version: version, action: "import_word.said", by: by, after: w})
	})
	return version, err
}

// Forget implements app.Imports. Times are the database's.
func (s ImportRepo) Forget(ctx context.Context, previewed, applied retention.Period) (int, error) {
	n, err := s.read().ForgetPreviews(ctx, sqlcgen.ForgetPreviewsParams{Years: int32(previewed.Years), Months: int32(previewed.Months), Days: int32(previewed.Days)})
	if err != nil {
		return 0, err
	}
	old, err := s.read().OldImportSources(ctx, sqlcgen.OldImportSourcesParams{Years: int32(applied.Years), Months: int32(applied.Months), Days: int32(applied.Days)})
	if err != nil {
		return int(n), err
	}
	for _, importID := range old {
		if err := dropSource(ctx, s.read(), importID); err != nil {
			return int(n), err
		}
	}
	return int(n) + len(old), nil
}
