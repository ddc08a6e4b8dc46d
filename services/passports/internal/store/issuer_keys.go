package store

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/passports/internal/vault"
)

// A key signs for a quarter of a year. It verifies until the last credential that it may have signed has ended, and a day
// more for the lists that it signed on its last day.
const (
	keySignsMonths  = 3
	keyOutlastsDays = 91
)

// SigningKey implements app.IssuerKeys.
func (s *Store) SigningKey(ctx context.Context, owner string, now time.Time) (jws.Signer, error) {
	k, err := s.signingKey(ctx, s.read(), owner, now)
	if !errors.Is(err, pgx.ErrNoRows) {
		return k, err
	}
	err = s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		if err := q.LockIssuer(ctx, owner); err != nil {
			return err
		}
		if k, err = s.signingKey(ctx, q, owner, now); !errors.Is(err, pgx.ErrNoRows) {
			return err
		}
		k, err = s.newSigningKey(ctx, q, owner, now)
		return err
	})
	return k, err
}

func (s *Store) signingKey(ctx context.Context, q *sqlcgen.Queries, owner string, now time.Time) (jws.Key, error) {
	row, err := q.SigningKey(ctx, sqlcgen.SigningKeyParams{Owner: owner, Now: now})
	if err != nil {
		return jws.Key{}, err
	}
	raw, err := s.keys.OpenKey(row.Kid, vault.Wrapped{KEK: row.Kek, Sealed: row.Sealed})
	if err != nil {
		return jws.Key{}, err
	}
	return jws.ReadKey(raw)
}

func (s *Store) newSigningKey(ctx context.Context, q *sqlcgen.Queries, owner string, now time.Time) (jws.Key, error) {
	k, err := jws.NewKey()
	if err != nil {
		return jws.Key{}, err
	}
	raw, err := k.Private()
	if err != nil {
		return jws.Key{}, err
	}
	public, err := jws.PublicJWK(&k.PublicKey)
	if err != nil {
		return jws.Key{}, err
	}
	sealed := s.keys.SealKey(k.KeyID(), raw)
	retires := now.AddDate(0, keySignsMonths, 0)
	return k, q.InsertIssuerKey(ctx, sqlcgen.InsertIssuerKeyParams{
		Kid: k.KeyID(), Owner: owner, X: public.X, Y: public.Y, Kek: sealed.KEK, Sealed: sealed.Sealed,
		CreatedAt: now, RetiresAt: retires, VerifiesUntil: retires.AddDate(0, 0, keyOutlastsDays),
	})
}

// VerifyingKeys implements app.IssuerKeys.
func (s *Store) VerifyingKeys(ctx context.Context, now time.Time) (map[string][]jws.JWK, error) {
	rows, err := s.read().VerifyingKeys(ctx, now)
	if err != nil {
		return nil, err
	}
	out := map[string][]jws.JWK{}
	for _, r := range rows {
		out[r.Owner] = append(out[r.Owner], jws.JWK{Kty: "EC", Crv: "P-256", X: r.X, Y: r.Y, Kid: r.Kid, Use: "sig", Alg: "ES256"})
	}
	return out, nil
}

// WithdrawKey implements app.IssuerKeys.
func (s *Store) WithdrawKey(ctx context.Context, keyID string, now time.Time) error {
	n, err := s.read().WithdrawIssuerKey(ctx, sqlcgen.WithdrawIssuerKeyParams{Kid: keyID, WithdrawnAt: &now})
	if err == nil && n == 0 {
		return app.ErrNoKey
	}
	return err
}

// resealIssuerKeys seals private keys that an older key-encryption key seals with the newest, a page at a time.
func (s *Store) resealIssuerKeys(ctx context.Context, q *sqlcgen.Queries) (int, error) {
	rows, err := q.IssuerKeysNotSealedBy(ctx, sqlcgen.IssuerKeysNotSealedByParams{Newest: s.keys.Newest(), Page: rewrapPage})
	if err != nil {
		return 0, err
	}
	for _, row := range rows {
		raw, err := s.keys.OpenKey(row.Kid, vault.Wrapped{KEK: row.Kek, Sealed: row.Sealed})
		if err != nil {
			return 0, err
		}
		again := s.keys.SealKey(row.Kid, raw)
		if err := q.ResealIssuerKey(ctx, sqlcgen.ResealIssuerKeyParams{Kid: row.Kid, Kek: again.KEK, Sealed: again.Sealed}); err != nil {
			return 0, err
		}
	}
	return len(rows), nil
}
