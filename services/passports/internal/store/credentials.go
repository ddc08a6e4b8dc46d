package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/credential"
	"github.com/muster-ics/muster/services/passports/internal/statuslist"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/passports/internal/vault"
)

// ChangeCredentials implements app.Credentials. The order of locks is passport, then status list, as in Change.
func (s *Store) ChangeCredentials(ctx context.Context, workerID id.ID, now time.Time, act func(app.Desk) (app.Issuance, error)) error {
	issuer, err := s.issuerOf(ctx, workerID)
	if err != nil {
		return err
	}
	// Before the transaction: a new key stands whether or not a credential follows.
	signer, err := s.SigningKey(ctx, issuer, now)
	if err != nil {
		return err
	}
	return s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		if _, err := q.LockWorker(ctx, workerID); err != nil {
			return absent(err, app.ErrNoWorker)
		}
		desk, key, err := s.desk(ctx, q, workerID, now)
		if err != nil {
			return err
		}
		desk.Signer = signer
		done, err := act(desk)
		if err != nil {
			return err
		}
		if err := putCredentials(ctx, q, key, done.Issued); err != nil {
			return err
		}
		if err := takeBack(ctx, q, workerID, done.Revoked, now); err != nil {
			return err
		}
		if err := planRenewal(ctx, q, workerID, done.Renewal); err != nil || len(done.Facts) == 0 {
			return err
		}
		return record(ctx, tx, done.Facts)
	})
}

func planRenewal(ctx context.Context, q *sqlcgen.Queries, workerID id.ID, r *app.NextRenewal) error {
	switch {
	case r == nil:
		return nil
	case r.Due:
		return q.PlanRenewal(ctx, sqlcgen.PlanRenewalParams{WorkerID: workerID, DueAt: r.At})
	}
	return q.DropRenewal(ctx, workerID)
}

// ClaimRenewals implements app.Credentials.
func (s *Store) ClaimRenewals(ctx context.Context, now time.Time, limit int) ([]id.ID, error) {
	return s.read().ClaimRenewals(ctx, sqlcgen.ClaimRenewalsParams{Now: now, Page: int32(limit)})
}

func (s *Store) issuerOf(ctx context.Context, workerID id.ID) (string, error) {
	w, err := s.Get(ctx, workerID)
	if err != nil {
		return "", err
	}
	return credential.Issuer(w.Record()), nil
}

// desk lays ready what is needed to issue to a worker, and gives the key under which copies are sealed.
func (s *Store) desk(ctx context.Context, q *sqlcgen.Queries, workerID id.ID, now time.Time) (app.Desk, vault.DataKey, error) {
	w, err := get(ctx, q, workerID)
	if err != nil {
		return app.Desk{}, vault.DataKey{}, err
	}
	keys, err := s.unwrap(ctx, q, []id.ID{workerID})
	if err != nil {
		return app.Desk{}, vault.DataKey{}, err
	}
	key, ok := keys[workerID]
	if !ok {
		return app.Desk{}, vault.DataKey{}, app.ErrNoWorker // erased: there is nobody to issue to
	}
	d := app.Desk{Worker: w}
	issuer := credential.Issuer(w.Record())
	d.Take = func() (app.Place, error) { return takePlace(ctx, q, issuer, now) }
	if d.Live, err = liveCredentials(ctx, q, workerID, now); err != nil {
		return d, key, err
	}
	if d.Authorities, err = authoritiesOf(ctx, q, workerID, now); err != nil {
		return d, key, err
	}
	if d.Holder, err = holderKey(ctx, q, workerID, key); err != nil {
		return d, key, err
	}
	if d.Subject, err = subjectWith(ctx, q, workerID, key, issuer); err != nil {
		return d, key, err
	}
	personal, err := s.personal(ctx, q, []id.ID{workerID})
	d.Personal = personal[workerID]
	return d, key, err
}

func liveCredentials(ctx context.Context, q *sqlcgen.Queries, workerID id.ID, now time.Time) ([]credential.Issued, error) {
	rows, err := q.LiveCredentials(ctx, sqlcgen.LiveCredentialsParams{WorkerID: workerID, Now: now})
	return issuedOf(rows), err
}

func issuedOf(rows []sqlcgen.Credential) []credential.Issued {
	out := make([]credential.Issued, 0, len(rows))
	for _, r := range rows {
		out = append(out, credential.Issued{
			ID: r.ID, WorkerID: r.WorkerID, Issuer: r.Issuer, Type: credential.Type(r.Type), Subject: r.Subject, Record: r.RecordID, Holder: r.Holder, External: r.External,
			List: r.List, Place: int64(r.Place), IssuedAt: r.IssuedAt.UTC(), ExpiresAt: r.ExpiresAt.UTC(), RevokedAt: utc(r.RevokedAt), Why: r.Why,
		})
	}
	return out
}

// manyTries: a list has at least every fifth place free, so that so many misses in a row mean something else is wrong.
const manyTries = 200

// takePlace draws a random place that was never given out. A list that is four fifths full is followed by a new one.
func takePlace(ctx context.Context, q *sqlcgen.Queries, issuer string, now time.Time) (app.Place, error) {
	list, err := openList(ctx, q, issuer, now)
	if err != nil {
		return app.Place{}, err
	}
	for range manyTries {
		n, err := rand.Int(rand.Reader, big.NewInt(statuslist.Size))
		if err != nil {
			return app.Place{}, err
		}
		place := n.Int64()
		taken, err := q.PlaceTaken(ctx, sqlcgen.PlaceTakenParams{List: list, Place: int32(place)})
		if err != nil {
			return app.Place{}, err
		}
		if !taken {
			return app.Place{List: list, Index: place}, q.TakePlace(ctx, list)
		}
	}
	return app.Place{}, fmt.Errorf("status list %d: no free place in %d draws", list, manyTries)
}

func openList(ctx context.Context, q *sqlcgen.Queries, issuer string, now time.Time) (int64, error) {
	row, err := q.OpenStatusList(ctx, issuer)
	if errors.Is(err, pgx.ErrNoRows) {
		// One at a time begins an issuer's first list.
		if err := q.LockIssuer(ctx, issuer); err != nil {
			return 0, err
		}
		row, err = q.OpenStatusList(ctx, issuer)
	}
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return 0, err
	}
	if err == nil && row.Taken < statuslist.FullAt {
		return row.N, nil
	}
	return q.NewStatusList(ctx, sqlcgen.NewStatusListParams{Issuer: issuer, CreatedAt: now})
}

func putCredentials(ctx context.Context, q *sqlcgen.Queries, key vault.DataKey, all []app.NewCredential) error {
	for _, c := range all {
		if err := q.InsertCredential(ctx, sqlcgen.InsertCredentialParams{
			ID: c.ID, WorkerID: c.WorkerID, Issuer: c.Issuer, Type: string(c.Type), Subject: c.Subject, RecordID: c.Record, Kid: c.KeyID,
			Holder: c.Holder, External: c.External, List: c.List, Place: int32(c.Place), IssuedAt: c.IssuedAt, ExpiresAt: c.ExpiresAt,
		}); err != nil {
			return err
		}
		if c.External {
			continue
		}
		if err := q.PutCredentialCopy(ctx, sqlcgen.PutCredentialCopyParams{
			CredentialID: c.ID, WorkerID: c.WorkerID, Sealed: key.Seal(vault.CredentialCopy(c.ID.String()), 1, c.Compact),
		}); err != nil {
			return err
		}
	}
	return nil
}

// takeBack revokes credentials in the order of their ids, which is the order of their lists for any one issuer.
func takeBack(ctx context.Context, q *sqlcgen.Queries, workerID id.ID, whys map[id.ID]string, now time.Time) error {
	ids := slices.SortedFunc(maps.Keys(whys), func(a, b id.ID) int { return strings.Compare(a.String(), b.String()) })
	for _, credentialID := range ids {
		n, err := q.RevokeCredential(ctx, sqlcgen.RevokeCredentialParams{ID: credentialID, WorkerID: workerID, RevokedAt: &now, Why: whys[credentialID]})
		if err != nil {
			return err
		}
		if n != 1 {
			return app.ErrNoCredential
		}
	}
	return nil
}

// CredentialsOf implements app.Credentials.
func (s *Store) CredentialsOf(ctx context.Context, workerID id.ID) ([]credential.Issued, error) {
	rows, err := s.read().CredentialsOfWorker(ctx, workerID)
	return issuedOf(rows), err
}

// HolderAt implements app.Credentials.
func (s *Store) HolderAt(ctx context.Context, at app.Place) (id.ID, error) {
	workerID, err := s.read().HolderAt(ctx, sqlcgen.HolderAtParams{List: at.List, Place: int32(at.Index)})
	return workerID, absent(err, app.ErrNoCredential)
}
