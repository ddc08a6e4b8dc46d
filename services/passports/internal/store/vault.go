package store

import (
	"context"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/passports/internal/vault"
)

// Personal implements app.Workers.
func (s *Store) Personal(ctx context.Context, workers ...id.ID) (map[id.ID]app.Personal, error) {
	if len(workers) == 0 {
		return nil, nil
	}
	return s.personal(ctx, s.read(), workers)
}

// personal opens personal fields within a transaction too: one that asked the pool for a second connection could wait for
// others that do the same.
func (s *Store) personal(ctx context.Context, q *sqlcgen.Queries, workers []id.ID) (map[id.ID]app.Personal, error) {
	keys, err := s.unwrap(ctx, q, workers)
	if err != nil {
		return nil, err
	}
	rows, err := q.VaultRows(ctx, workers)
	if err != nil {
		return nil, err
	}
	out := map[id.ID]app.Personal{}
	for _, row := range rows {
		plain, err := keys[row.WorkerID].Open(vault.Kind(row.Kind), row.Version, row.Sealed)
		if err != nil {
			return nil, err
		}
		out[row.WorkerID] = with(out[row.WorkerID], vault.Kind(row.Kind), plain)
	}
	return out, nil
}

func with(p app.Personal, k vault.Kind, plain string) app.Personal {
	switch k {
	case vault.GivenName:
		p.GivenName = plain
	case vault.FamilyName:
		p.FamilyName = plain
	case vault.Email:
		p.Email = plain
	case vault.StaffNumber:
		p.StaffNumber = plain
	default:
		if body, ok := vault.BodyOf(k); ok {
			if p.Numbers == nil {
				p.Numbers = map[string]string{}
			}
			p.Numbers[body] = plain
		}
	}
	return p
}

func (s *Store) unwrap(ctx context.Context, q *sqlcgen.Queries, workers []id.ID) (map[id.ID]vault.DataKey, error) {
	rows, err := q.VaultKeys(ctx, workers)
	if err != nil {
		return nil, err
	}
	out := make(map[id.ID]vault.DataKey, len(rows))
	for _, row := range rows {
		if out[row.WorkerID], err = s.keys.Unwrap(row.WorkerID, vault.Wrapped{KEK: row.Kek, Sealed: row.Wrapped}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// sealNew makes the worker's data key and seals what was given.
func (s *Store) sealNew(ctx context.Context, q *sqlcgen.Queries, workerID id.ID, p app.Personal) (vault.DataKey, error) {
	key, wrapped, err := s.keys.NewDataKey(workerID)
	if err != nil {
		return key, err
	}
	if err := q.InsertVaultKey(ctx, sqlcgen.InsertVaultKeyParams{WorkerID: workerID, Kek: wrapped.KEK, Wrapped: wrapped.Sealed}); err != nil {
		return key, err
	}
	plain := map[vault.Kind]string{vault.GivenName: p.GivenName, vault.FamilyName: p.FamilyName}
	if p.Email != "" {
		plain[vault.Email] = p.Email
	}
	if p.StaffNumber != "" {
		plain[vault.StaffNumber] = p.StaffNumber
	}
	for body, number := range p.Numbers {
		plain[vault.RegistrationNumber(body)] = number
	}
	return key, seal(ctx, q, workerID, key, plain)
}

// keyOf gives a worker's data key, or ErrNoWorker when it is gone.
func (s *Store) keyOf(ctx context.Context, q *sqlcgen.Queries, workerID id.ID) (vault.DataKey, error) {
	keys, err := s.unwrap(ctx, q, []id.ID{workerID})
	if err != nil {
		return vault.DataKey{}, err
	}
	key, ok := keys[workerID]
	if !ok {
		return vault.DataKey{}, app.ErrNoWorker
	}
	return key, nil
}

// digests are those of registration numbers, by register.
func digests(key vault.DataKey, numbers map[string]string) map[string]string {
	out := map[string]string{}
	for body, number := range numbers {
		out[body] = key.Digest(vault.RegistrationNumber(body), number)
	}
	return out
}

func sealNumbers(ctx context.Context, q *sqlcgen.Queries, workerID id.ID, key vault.DataKey, numbers map[string]string, staffNumber string) error {
	plain := map[vault.Kind]string{}
	if staffNumber != "" {
		plain[vault.StaffNumber] = staffNumber
	}
	for body, number := range numbers {
		plain[vault.RegistrationNumber(body)] = number
	}
	return seal(ctx, q, workerID, key, plain)
}

// seal writes rows, each one version on, so that an older row put back does not open.
func seal(ctx context.Context, q *sqlcgen.Queries, workerID id.ID, key vault.DataKey, plain map[vault.Kind]string) error {
	for kind, text := range plain {
		version, err := q.VaultVersion(ctx, sqlcgen.VaultVersionParams{WorkerID: workerID, Kind: string(kind)})
		if err != nil {
			return err
		}
		if err := q.PutVaultRow(ctx, sqlcgen.PutVaultRowParams{
			WorkerID: workerID, Kind: string(kind), Version: version, Sealed: key.Seal(kind, version, text),
		}); err != nil {
			return err
		}
	}
	return nil
}

// rewrapPage is how many keys are wrapped again in one transaction.
const rewrapPage = 200

// Rewrap wraps data keys that an older key-encryption key wraps with the newest, a page at a time. It gives how many it
// did; 0 means that the older keys may be taken out of the configuration.
func (s *Store) Rewrap(ctx context.Context) (int, error) {
	done := 0
	err := s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		done = 0
		q := sqlcgen.New(tx)
		rows, err := q.VaultKeysNotWrappedBy(ctx, sqlcgen.VaultKeysNotWrappedByParams{Newest: s.keys.Newest(), Page: rewrapPage})
		if err != nil {
			return err
		}
		for _, row := range rows {
			again, changed, err := s.keys.Rewrap(row.WorkerID, vault.Wrapped{KEK: row.Kek, Sealed: row.Wrapped})
			if err != nil {
				return err
			}
			if !changed {
				continue
			}
			if err := q.RewrapVaultKey(ctx, sqlcgen.RewrapVaultKeyParams{WorkerID: row.WorkerID, Kek: again.KEK, Wrapped: again.Sealed}); err != nil {
				return err
			}
			done++
		}
		keys, err := s.resealIssuerKeys(ctx, q)
		if err != nil {
			return err
		}
		rest, err := s.rewrapRest(ctx, q)
		done += keys + rest
		return err
	})
	return done, err
}
