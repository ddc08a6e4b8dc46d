package store

import (
	"context"
	"encoding/json"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/esr"
	"github.com/muster-ics/muster/services/passports/internal/recordimport"
	"github.com/muster-ics/muster/services/passports/internal/register"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/passports/internal/vault"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// Import implements app.Imports.
func (s ImportRepo) Import(ctx context.Context, importID id.ID) (app.Imported, error) {
	row, err := s.read().GetRecordImport(ctx, importID)
	if err != nil {
		return app.Imported{}, absent(err, app.ErrNoImport)
	}
	return s.getImport(ctx, s.read(), row)
}

// List implements app.Imports.
func (s ImportRepo) List(ctx context.Context, employer string, limit int) ([]app.Imported, error) {
	rows, err := s.read().ListRecordImports(ctx, sqlcgen.ListRecordImportsParams{Employers: s.codesNow(employer), MaxRows: int32(limit)})
	if err != nil {
		return nil, err
	}
	out := make([]app.Imported, len(rows))
	for i, row := range rows {
		if out[i], err = s.getImport(ctx, s.read(), row); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Rows implements app.Imports.
func (s ImportRepo) Rows(ctx context.Context, importID id.ID, outcome recordimport.Outcome, after, limit int) ([]app.ImportRow, error) {
	q := s.read()
	head, err := q.GetRecordImport(ctx, importID)
	if err != nil {
		return nil, absent(err, app.ErrNoImport)
	}
	rows, err := q.ImportRowsOf(ctx, sqlcgen.ImportRowsOfParams{ImportID: importID, Outcome: string(outcome), After: int32(after), MaxRows: int32(limit)})
	if err != nil {
		return nil, err
	}
	var key vault.DataKey
	if head.Kek != nil {
		if key, err = s.keys.Unwrap(importID, vault.Wrapped{KEK: *head.Kek, Sealed: head.Wrapped}); err != nil {
			return nil, err
		}
	}
	out := make([]app.ImportRow, len(rows))
	for i, row := range rows {
		r := app.ImportRow{Number: int(row.RowNumber), Outcome: recordimport.Outcome(row.Outcome), WorkerID: given(row.WorkerID), Digest: row.Digest, RecordID: given(row.RecordID)}
		if row.QueueKey != nil {
			r.QueueKey = *row.QueueKey
		}
		if head.Kek != nil && row.Sealed != nil {
			plain, err := key.Open(vault.ImportRow, row.RowNumber, row.Sealed)
			if err != nil {
				return nil, err
			}
			if err := json.Unmarshal([]byte(plain), &r.Body); err != nil {
				return nil, err
			}
		}
		if err := json.Unmarshal(row.Problems, &r.Problems); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(row.Notes, &r.Notes); err != nil {
			return nil, err
		}
		out[i] = r
	}
	return out, nil
}

// Passports implements app.Imports.
func (s ImportRepo) Passports(ctx context.Context, workers []id.ID) (map[id.ID]*worker.Worker, error) {
	ws, err := load(ctx, s.read(), workers...)
	if err != nil {
		return nil, err
	}
	out := make(map[id.ID]*worker.Worker, len(ws))
	for _, w := range ws {
		out[w.ID()] = w
	}
	return out, nil
}

// Words implements app.Imports.
func (s ImportRepo) Words(ctx context.Context, employer string) (app.ImportWords, error) {
	rows, err := s.read().ImportWords(ctx, employer)
	if err != nil {
		return app.ImportWords{}, err
	}
	out := app.ImportWords{Version: int64(esr.BaseVersion + len(rows))}
	for _, row := range rows {
		if row.Kind == "esr" {
			out.ESR = append(out.ESR, esr.Said{Key: row.Key, Meaning: esr.Meaning{Framework: row.Framework, Code: row.Code, Level: int(row.Level)}})
		} else {
			out.Statuses = append(out.Statuses, register.Said{Key: row.Key, Status: registration.Status(row.Status)})
		}
	}
	return out, nil
}

// Queue implements app.Imports.
func (s ImportRepo) Queue(ctx context.Context, employer string, limit int) ([]app.QueuedWord, error) {
	rows, err := s.read().QueuedWords(ctx, sqlcgen.QueuedWordsParams{Employers: s.codesNow(employer), MaxRows: int32(limit)})
	if err != nil {
		return nil, err
	}
	out := make([]app.QueuedWord, 0, len(rows))
	for _, row := range rows {
		if row.QueueKey != nil {
			out = append(out, app.QueuedWord{Key: *row.QueueKey, Rows: int(row.Rows), Since: row.Since.UTC()})
		}
	}
	return out, nil
}

// WithQueue implements app.Imports.
func (s ImportRepo) WithQueue(ctx context.Context, employer string, keys []string) ([]id.ID, error) {
	return s.read().ImportsWithQueue(ctx, sqlcgen.ImportsWithQueueParams{Employers: s.codesNow(employer), Keys: keys})
}

// TakeBack implements app.Imports.
func (s ImportRepo) TakeBack(ctx context.Context, importID id.ID) (map[id.ID][]app.ImportedRow, error) {
	rows, err := s.read().RowsToTakeBack(ctx, importID)
	if err != nil {
		return nil, err
	}
	out := map[id.ID][]app.ImportedRow{}
	for _, row := range rows {
		workerID := id.ID(row.WorkerID.Bytes)
		out[workerID] = append(out[workerID], app.ImportedRow{Number: int(row.RowNumber), Outcome: recordimport.TakenBack, RecordID: given(row.RecordID)})
	}
	return out, nil
}
