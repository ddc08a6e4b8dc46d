package store

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/passports/internal/vault"
)

// indexKey gives an employer's index key, and makes it the first time. A key that was read from the database never changes
// and is remembered; one that was just made is not, since its transaction may yet fail.
func (s *Store) indexKey(ctx context.Context, q *sqlcgen.Queries, employer string) (vault.IndexKey, error) {
	if k, ok := s.indexKeys.Load(employer); ok {
		return k.(vault.IndexKey), nil
	}
	row, err := q.IndexKey(ctx, employer)
	if err == nil {
		k, err := s.keys.UnwrapIndex(employer, vault.Wrapped{KEK: row.Kek, Sealed: row.Wrapped})
		if err == nil {
			s.indexKeys.Store(employer, k)
		}
		return k, err
	}
	if !errors.Is(err, pgx.ErrNoRows) {
		return vault.IndexKey{}, err
	}
	_, wrapped, err := s.keys.NewIndexKey(employer)
	if err != nil {
		return vault.IndexKey{}, err
	}
	made, err := q.MakeIndexKey(ctx, sqlcgen.MakeIndexKeyParams{Employer: employer, Kek: wrapped.KEK, Wrapped: wrapped.Sealed})
	if err != nil {
		return vault.IndexKey{}, err
	}
	return s.keys.UnwrapIndex(employer, vault.Wrapped{KEK: made.Kek, Sealed: made.Wrapped})
}

// index writes by what digests a worker's numbers are found. staffNumber may be empty.
func (s *Store) index(ctx context.Context, q *sqlcgen.Queries, employer string, workerID id.ID, numbers map[string]string, staffNumber string) error {
	if len(numbers) == 0 && staffNumber == "" {
		return nil
	}
	key, err := s.indexKey(ctx, q, employer)
	if err != nil {
		return err
	}
	put := func(kind, number string) error {
		return q.PutBlindIndex(ctx, sqlcgen.PutBlindIndexParams{WorkerID: workerID, Kind: kind, Employer: employer, Digest: key.Digest("number", kind, number)})
	}
	for body, number := range numbers {
		if err := put(body, number); err != nil {
			return err
		}
	}
	if staffNumber == "" {
		return nil
	}
	return put(app.StaffNumberKind, staffNumber)
}

// FindByNumber implements app.Imports.
func (s ImportRepo) FindByNumber(ctx context.Context, employer, kind string, numbers []string) (map[string][]id.ID, error) {
	out := map[string][]id.ID{}
	if len(numbers) == 0 {
		return out, nil
	}
	// Each code's digests are made with a key of its own.
	for _, code := range s.codesNow(employer) {
		if err := s.findIn(ctx, code, kind, numbers, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s ImportRepo) findIn(ctx context.Context, employer, kind string, numbers []string, out map[string][]id.ID) error {
	key, err := s.indexKey(ctx, s.read(), employer)
	if err != nil {
		return err
	}
	of := make(map[string]string, len(numbers))
	digests := make([][]byte, 0, len(numbers))
	for _, n := range numbers {
		d := key.Digest("number", kind, n)
		if _, twice := of[string(d)]; !twice {
			of[string(d)] = n
			digests = append(digests, d)
		}
	}
	rows, err := s.read().FindInIndex(ctx, sqlcgen.FindInIndexParams{Employer: employer, Kind: kind, Digests: digests})
	for _, row := range rows {
		n := of[string(row.Digest)]
		out[n] = append(out[n], row.WorkerID)
	}
	return err
}

// Numbered implements app.Imports.
func (s ImportRepo) Numbered(ctx context.Context, employer, kind string) ([]id.ID, error) {
	return s.read().IndexedOf(ctx, sqlcgen.IndexedOfParams{Employers: s.codesNow(employer), Kind: kind})
}

// Digests implements app.Imports.
func (s ImportRepo) Digests(ctx context.Context, employer string, of [][]string) ([][]byte, error) {
	if len(of) == 0 {
		return nil, nil
	}
	key, err := s.indexKey(ctx, s.read(), employer)
	if err != nil {
		return nil, err
	}
	out := make([][]byte, len(of))
	for i, texts := range of {
		out[i] = key.Digest(append([]string{"row"}, texts...)...)
	}
	return out, nil
}

// Recorded implements app.Imports.
func (s ImportRepo) Recorded(ctx context.Context, employer string, digests [][]byte) (map[string]id.ID, error) {
	if len(digests) == 0 {
		return nil, nil
	}
	rows, err := s.read().RecordedRows(ctx, sqlcgen.RecordedRowsParams{Employer: employer, Digests: digests})
	out := make(map[string]id.ID, len(rows))
	for _, row := range rows {
		out[string(row.Digest)] = row.WorkerID
	}
	return out, err
}

// Reindex enters numbers into the index that were sealed before there was one, a page at a time, and gives how many
// workers' it did.
func (s *Store) Reindex(ctx context.Context) (int, error) {
	rows, err := s.read().NumbersNotIndexed(ctx, rewrapPage)
	if err != nil {
		return 0, err
	}
	for _, row := range rows {
		err := s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
			personal, err := s.Personal(ctx, row.WorkerID)
			if err != nil {
				return err
			}
			return s.index(ctx, sqlcgen.New(tx), row.HomeEmployer, row.WorkerID, personal[row.WorkerID].Numbers, "")
		})
		if err != nil {
			return 0, err
		}
	}
	return len(rows), nil
}

// rewrapRest wraps the index keys and the keys of files with the newest key-encryption key.
func (s *Store) rewrapRest(ctx context.Context, q *sqlcgen.Queries) (int, error) {
	done := 0
	employers, err := q.IndexKeysNotWrappedBy(ctx, sqlcgen.IndexKeysNotWrappedByParams{Newest: s.keys.Newest(), Page: rewrapPage})
	if err != nil {
		return 0, err
	}
	for _, row := range employers {
		again, changed, err := s.keys.RewrapIndex(row.Employer, vault.Wrapped{KEK: row.Kek, Sealed: row.Wrapped})
		if err != nil {
			return 0, err
		}
		if changed {
			done++
			if err := q.RewrapIndexKey(ctx, sqlcgen.RewrapIndexKeyParams{Employer: row.Employer, Kek: again.KEK, Wrapped: again.Sealed}); err != nil {
				return 0, err
			}
		}
	}
	newest := s.keys.Newest()
	files, err := q.ImportKeysNotWrappedBy(ctx, sqlcgen.ImportKeysNotWrappedByParams{Newest: &newest, Page: rewrapPage})
	if err != nil {
		return 0, err
	}
	for _, row := range files {
		again, changed, err := s.keys.Rewrap(row.ID, vault.Wrapped{KEK: *row.Kek, Sealed: row.Wrapped})
		if err != nil {
			return 0, err
		}
		if changed {
			done++
			if err := q.RewrapImportKey(ctx, sqlcgen.RewrapImportKeyParams{ID: row.ID, Kek: again.KEK, Wrapped: again.Sealed}); err != nil {
				return 0, err
			}
		}
	}
	return done, nil
}
