package store

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/evidence"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/retention"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/passports/internal/vault"
)

var _ app.RecordKeeping = (*Store)(nil)

// sealReferences writes where the proof of checks is to be found: the text sealed, its digest beside it.
func sealReferences(ctx context.Context, q *sqlcgen.Queries, workerID id.ID, key vault.DataKey, refs []app.Reference) error {
	var rows []sqlcgen.InsertCheckReferencesParams
	plain := map[vault.Kind]string{}
	for _, r := range refs {
		kind := vault.CheckReference(r.What, r.CheckID)
		plain[kind] = r.Text
		rows = append(rows, sqlcgen.InsertCheckReferencesParams{
			CheckID: r.CheckID, What: r.What, WorkerID: workerID, Kind: r.Kind, Digest: key.Digest(kind, r.Text), Expires: r.Expires, DestroyAfter: r.DestroyAfter,
		})
	}
	if err := seal(ctx, q, workerID, key, plain); err != nil {
		return err
	}
	return write(ctx, rows, q.InsertCheckReferences)
}

// References implements app.RecordKeeping.
func (s *Store) References(ctx context.Context, workerID id.ID) ([]app.Reference, error) {
	q := s.read()
	rows, err := q.ReferencesWithText(ctx, workerID)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	keys, err := s.unwrap(ctx, q, []id.ID{workerID})
	if err != nil {
		return nil, err
	}
	out := make([]app.Reference, len(rows))
	for i, row := range rows {
		r := row.CheckReference
		out[i].Record = evidence.Record{
			CheckID: r.CheckID, What: r.What, Kind: r.Kind, Expires: utc(r.Expires), DestroyAfter: utc(r.DestroyAfter), Digest: r.Digest, DestroyedAt: utc(r.DestroyedAt),
		}
		if out[i].Text, err = openText(keys, workerID, vault.CheckReference(r.What, r.CheckID), row.Version, row.Sealed); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// openText opens a row that may be gone, or whose worker's key may be gone.
func openText(keys map[id.ID]vault.DataKey, workerID id.ID, kind vault.Kind, version *int32, sealed []byte) (string, error) {
	key, found := keys[workerID]
	if !found || version == nil {
		return "", nil
	}
	return key.Open(kind, *version, sealed)
}

// destroyPage is how many references are destroyed in one transaction.
const destroyPage = 100

// DestroyDue implements app.RecordKeeping.
func (s *Store) DestroyDue(ctx context.Context) (int, error) {
	done := 0
	err := s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		due, err := q.DueReferences(ctx, destroyPage)
		if err != nil {
			return err
		}
		done = len(due)
		for _, r := range due {
			if err := q.DeleteVaultRow(ctx, sqlcgen.DeleteVaultRowParams{WorkerID: r.WorkerID, Kind: string(vault.CheckReference(r.What, r.CheckID))}); err != nil {
				return err
			}
			if err := q.DestroyReference(ctx, sqlcgen.DestroyReferenceParams{CheckID: r.CheckID, What: r.What}); err != nil {
				return err
			}
		}
		return nil
	})
	return done, err
}

// erasePage is how many workers the retention rule erases in one round.
const erasePage = 50

// ToErase implements app.RecordKeeping.
func (s *Store) ToErase(ctx context.Context, after retention.Period) ([]id.ID, error) {
	return s.read().WorkersToErase(ctx, sqlcgen.WorkersToEraseParams{Years: int32(after.Years), Months: int32(after.Months), Days: int32(after.Days), Page: erasePage})
}

// erase destroys the worker's key, and with it every sealed row; digests made under the key go too.
func erase(ctx context.Context, q *sqlcgen.Queries, workerID id.ID, at time.Time) error {
	if err := q.DeleteVaultKey(ctx, workerID); err != nil {
		return err
	}
	if err := q.DestroyReferencesOf(ctx, workerID); err != nil {
		return err
	}
	if err := q.DropSealedRowsOf(ctx, nullable(&workerID)); err != nil {
		return err
	}
	if err := q.EndSharesOf(ctx, sqlcgen.EndSharesOfParams{At: &at, WorkerID: workerID}); err != nil {
		return err
	}
	return q.WithdrawAdjustmentsOf(ctx, sqlcgen.WithdrawAdjustmentsOfParams{At: &at, WorkerID: workerID})
}

// WasBookedAt implements app.RecordKeeping.
func (s *Store) WasBookedAt(ctx context.Context, workerID id.ID, host, site string) (bool, error) {
	return s.read().WasBookedAt(ctx, sqlcgen.WasBookedAtParams{WorkerID: workerID, Hosts: s.codesNow(host), Site: site})
}

// registersKind is the kind of reference set under which the registers lie.
const registersKind = "registers"

// Registers implements app.RecordKeeping.
func (s *Store) Registers(ctx context.Context) (registration.Registers, int64, error) {
	row, err := s.read().NewestReferenceSet(ctx, registersKind)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	var rs registration.Registers
	return rs, row.Version, json.Unmarshal(row.Body, &rs)
}

// ReplaceRegisters implements app.RecordKeeping.
func (s *Store) ReplaceRegisters(ctx context.Context, rs registration.Registers, version int64, at time.Time, f app.Fact) error {
	body, err := json.Marshal(rs)
	if err != nil {
		return err
	}
	return s.replaceSet(ctx, sqlcgen.InsertReferenceSetParams{
		Kind: registersKind, Version: version, Body: body, RecordedAt: at, RecordedBy: f.By.Actor,
	}, f, app.ErrRegistersChanged)
}
