package store

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/passports/internal/vault"
)

// Wallet implements app.Credentials.
func (s *Store) Wallet(ctx context.Context, workerID id.ID, now time.Time) (app.Wallet, error) {
	q := s.read()
	keys, err := s.unwrap(ctx, q, []id.ID{workerID})
	key, ok := keys[workerID]
	if err != nil || !ok {
		return app.Wallet{}, err
	}
	rows, err := q.CredentialCopies(ctx, sqlcgen.CredentialCopiesParams{WorkerID: workerID, Now: now})
	if err != nil || len(rows) == 0 {
		return app.Wallet{}, err
	}
	w := app.Wallet{Credentials: make(map[id.ID]string, len(rows))}
	for _, row := range rows {
		if w.Credentials[row.CredentialID], err = key.Open(vault.CredentialCopy(row.CredentialID.String()), 1, row.Sealed); err != nil {
			return app.Wallet{}, err
		}
	}
	w.Holder, err = holderKey(ctx, q, workerID, key)
	return w, err
}

// holderKey opens the key that the service keeps for a worker, or makes it.
func holderKey(ctx context.Context, q *sqlcgen.Queries, workerID id.ID, key vault.DataKey) (jws.Key, error) {
	text, err := sealedOnce(ctx, q, workerID, key, vault.HolderKey, func() (string, error) {
		k, err := jws.NewKey()
		if err != nil {
			return "", err
		}
		raw, err := k.Private()
		return jws.Encode(raw), err
	})
	if err != nil {
		return jws.Key{}, err
	}
	raw, err := jws.Decode(text)
	if err != nil {
		return jws.Key{}, err
	}
	return jws.ReadKey(raw)
}

// subjectBytes is the length of a worker's opaque name with an issuer: nobody guesses it, and no two are linked by it.
const subjectBytes = 16

func subjectWith(ctx context.Context, q *sqlcgen.Queries, workerID id.ID, key vault.DataKey, issuer string) (string, error) {
	return sealedOnce(ctx, q, workerID, key, vault.Subject(issuer), func() (string, error) {
		raw := make([]byte, subjectBytes)
		_, err := rand.Read(raw)
		return jws.Encode(raw), err
	})
}

// sealedOnce opens a row of a worker's vault, or makes and seals it. The worker is locked when it is made.
func sealedOnce(ctx context.Context, q *sqlcgen.Queries, workerID id.ID, key vault.DataKey, kind vault.Kind, fresh func() (string, error)) (string, error) {
	row, err := q.VaultRow(ctx, sqlcgen.VaultRowParams{WorkerID: workerID, Kind: string(kind)})
	if err == nil {
		return key.Open(kind, row.Version, row.Sealed)
	}
	if !errors.Is(err, pgx.ErrNoRows) {
		return "", err
	}
	text, err := fresh()
	if err != nil {
		return "", err
	}
	return text, seal(ctx, q, workerID, key, map[vault.Kind]string{kind: text})
}
