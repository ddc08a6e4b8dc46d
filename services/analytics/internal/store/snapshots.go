package store

import (
	"context"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/document"
	"github.com/muster-ics/muster/services/analytics/internal/store/sqlcgen"
)

// Snapshots implements app.Snapshots.
type Snapshots struct {
	pool   *pgxpool.Pool
	outbox *outbox.Outbox
}

// NewSnapshots makes the repository over the service's pool and outbox.
func NewSnapshots(pool *pgxpool.Pool, o *outbox.Outbox) *Snapshots {
	return &Snapshots{pool: pool, outbox: o}
}

var _ app.Snapshots = (*Snapshots)(nil)

// AddSnapshot implements app.Snapshots.
func (s *Snapshots) AddSnapshot(ctx context.Context, x app.Snapshot, told app.Told) error {
	return s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		err := sqlcgen.New(tx).AddSnapshot(ctx, sqlcgen.AddSnapshotParams{
			ID: x.ID, Owner: x.Owner, Form: x.Form, FormVersion: x.FormVersion, Month: string(x.Month), Body: x.Body, Hash: x.Hash,
			Watermark: x.Watermark, TakenAt: x.TakenAt, TakenBy: x.TakenBy,
		})
		if err != nil {
			return err
		}
		return record(ctx, tx, told)
	})
}

// Snapshot implements app.Snapshots.
func (s *Snapshots) Snapshot(ctx context.Context, snapshot id.ID) (app.Snapshot, error) {
	q := sqlcgen.New(s.pool)
	row, err := q.Snapshot(ctx, snapshot)
	if err != nil {
		return app.Snapshot{}, absent(err)
	}
	return withSignatures(ctx, q, toSnapshot(row))
}

// SignSnapshot implements app.Snapshots.
func (s *Snapshots) SignSnapshot(ctx context.Context, snapshot id.ID, sign func(app.Snapshot) (app.Signature, app.Told, error)) error {
	return s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		row, err := q.LockSnapshot(ctx, snapshot)
		if err != nil {
			return absent(err)
		}
		found, err := withSignatures(ctx, q, toSnapshot(row))
		if err != nil {
			return err
		}
		signature, told, err := sign(found)
		if err != nil {
			return err
		}
		err = q.AddSignature(ctx, sqlcgen.AddSignatureParams{
			SnapshotID: found.ID, N: found.Version, SignedBy: signature.By, Capacity: signature.Capacity, SignedAt: signature.At,
		})
		if err != nil {
			return err
		}
		if err := q.SnapshotSigned(ctx, sqlcgen.SnapshotSignedParams{ID: found.ID, Version: found.Version + 1}); err != nil {
			return err
		}
		return record(ctx, tx, told)
	})
}

// Snapshots implements app.Snapshots.
func (s *Snapshots) Snapshots(ctx context.Context, q app.SnapshotQuery) ([]app.Snapshot, error) {
	p := sqlcgen.SnapshotsParams{
		Owners: q.Owners, Form: q.Form, Month: string(q.Month), BeforeAt: q.BeforeAt, BeforeID: q.BeforeID, Size: int32(min(q.Most, app.MaxSnapshots)), //nolint:gosec // bounded
	}
	if q.BeforeAt.IsZero() {
		p.BeforeAt = farAhead
	}
	db := sqlcgen.New(s.pool)
	rows, err := db.Snapshots(ctx, p)
	if err != nil {
		return nil, err
	}
	out := make([]app.Snapshot, len(rows))
	for i, r := range rows {
		out[i] = toSnapshot(sqlcgen.Snapshot{
			ID: r.ID, Version: r.Version, Owner: r.Owner, Form: r.Form, FormVersion: r.FormVersion, Month: r.Month, Hash: r.Hash,
			Watermark: r.Watermark, TakenAt: r.TakenAt, TakenBy: r.TakenBy,
		})
	}
	return addSignatures(ctx, db, out)
}

func withSignatures(ctx context.Context, q *sqlcgen.Queries, s app.Snapshot) (app.Snapshot, error) {
	all, err := addSignatures(ctx, q, []app.Snapshot{s})
	if err != nil {
		return s, err
	}
	return all[0], nil
}

func addSignatures(ctx context.Context, q *sqlcgen.Queries, all []app.Snapshot) ([]app.Snapshot, error) {
	ids := make([]id.ID, len(all))
	for i, s := range all {
		ids[i] = s.ID
	}
	rows, err := q.Signatures(ctx, ids)
	if err != nil {
		return nil, err
	}
	of := map[id.ID][]app.Signature{}
	for _, r := range rows {
		of[r.SnapshotID] = append(of[r.SnapshotID], app.Signature{By: r.SignedBy, Capacity: r.Capacity, At: r.SignedAt.UTC()})
	}
	for i := range all {
		all[i].Signatures = of[all[i].ID]
	}
	return all, nil
}

func toSnapshot(r sqlcgen.Snapshot) app.Snapshot {
	return app.Snapshot{
		ID: r.ID, Version: r.Version, Owner: r.Owner, Form: r.Form, FormVersion: r.FormVersion, Month: document.Month(r.Month), Body: r.Body,
		Hash: r.Hash, Watermark: r.Watermark.UTC(), TakenAt: r.TakenAt.UTC(), TakenBy: r.TakenBy,
	}
}
