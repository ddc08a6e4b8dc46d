package store

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/passports/internal/vault"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// Enrol implements app.Workers.
func (s *Store) Enrol(ctx context.Context, w *worker.Worker, p app.Personal, refs []app.Reference, f app.Fact) error {
	return staffNumberTaken(s.outbox.InTx(ctx, func(tx *outbox.Tx) error { return s.enrol(ctx, tx, w, p, refs, f) }))
}

func (s *Store) enrol(ctx context.Context, tx *outbox.Tx, w *worker.Worker, p app.Personal, refs []app.Reference, f app.Fact) error {
	q := sqlcgen.New(tx)
	r := w.Record()
	if err := q.InsertWorker(ctx, sqlcgen.InsertWorkerParams{
		ID: r.ID, HomeEmployer: r.HomeEmployer, Status: string(r.Status), SuspendedWhy: r.SuspendedWhy, Version: r.Version, Floor: r.Floor, EnrolledAt: r.EnrolledAt,
	}); err != nil {
		return err
	}
	key, err := s.sealNew(ctx, q, r.ID, p)
	if err != nil {
		return err
	}
	if err := s.index(ctx, q, r.HomeEmployer, r.ID, p.Numbers, p.StaffNumber); err != nil {
		return err
	}
	if err := insertParts(ctx, q, r.ID, r, digests(key, p.Numbers)); err != nil {
		return err
	}
	if err := sealReferences(ctx, q, r.ID, key, refs); err != nil {
		return err
	}
	if err := s.keepDue(ctx, q, r, r.EnrolledAt); err != nil {
		return err
	}
	return record(ctx, tx, []app.Fact{f})
}

// Get implements app.Workers.
func (s *Store) Get(ctx context.Context, workerID id.ID) (*worker.Worker, error) {
	return get(ctx, s.read(), workerID)
}

// Page implements app.Workers.
func (s *Store) Page(ctx context.Context, employer string, after id.ID, limit int, expiring *app.Window) ([]*worker.Worker, error) {
	var ids []id.ID
	var err error
	if expiring == nil {
		ids, err = s.read().WorkersOfEmployer(ctx, sqlcgen.WorkersOfEmployerParams{Employers: s.codesNow(employer), After: after, Page: int32(limit)})
	} else {
		ids, err = s.read().WorkersWithExpiry(ctx, sqlcgen.WorkersWithExpiryParams{
			Employers: s.codesNow(employer), After: after, FromAt: &expiring.From, UntilAt: &expiring.Until, Page: int32(limit),
		})
	}
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	return load(ctx, s.read(), ids...)
}

// Change implements app.Workers. The order of locks is passport, then clearances: Answer takes them in the same order.
func (s *Store) Change(ctx context.Context, workerID id.ID, now time.Time, act func(*worker.Worker, app.Relying) (app.Changed, error)) error {
	return staffNumberTaken(s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		if _, err := q.LockWorker(ctx, workerID); err != nil {
			return absent(err, app.ErrNoWorker)
		}
		w, err := get(ctx, q, workerID)
		if err != nil {
			return err
		}
		relying, err := s.relyingOn(ctx, q, workerID, now)
		if err != nil {
			return err
		}
		if relying.Credentials, err = liveCredentials(ctx, q, workerID, now); err != nil {
			return err
		}
		before := w.Record()
		done, err := act(w, relying)
		if err != nil {
			return err
		}
		if err := s.keepDue(ctx, q, w.Record(), now); err != nil {
			return err
		}
		if err := takeBack(ctx, q, workerID, done.Revoked, now); err != nil {
			return err
		}
		return s.write(ctx, tx, before, w.Record(), done, now)
	}))
}

func (s *Store) write(ctx context.Context, tx *outbox.Tx, before, after worker.Record, done app.Changed, now time.Time) error {
	q := sqlcgen.New(tx)
	if err := q.UpdateWorker(ctx, sqlcgen.UpdateWorkerParams{
		ID: after.ID, Status: string(after.Status), SuspendedWhy: after.SuspendedWhy, Version: after.Version, Floor: after.Floor,
		LeftAt: after.LeftAt, LeftWhy: after.LeftWhy, ErasedAt: after.ErasedAt,
	}); err != nil {
		return err
	}
	if err := s.writeParts(ctx, q, before, after, done); err != nil {
		return err
	}
	if err := s.index(ctx, q, after.HomeEmployer, after.ID, done.Numbers, done.StaffNumber); err != nil {
		return err
	}
	if err := keepImported(ctx, q, after.ID, done.Imported, now); err != nil {
		return err
	}
	for _, d := range done.Uncleared {
		if err := withdraw(ctx, q, d); err != nil {
			return err
		}
	}
	for _, d := range done.Explained {
		if err := insertDecision(ctx, q, d, 2); err != nil {
			return err
		}
	}
	return record(ctx, tx, done.Facts)
}

// writeParts writes what a change added, sealing what is personal; or destroys what was sealed.
func (s *Store) writeParts(ctx context.Context, q *sqlcgen.Queries, before, after worker.Record, done app.Changed) error {
	if done.Erase {
		if err := erase(ctx, q, after.ID, *after.ErasedAt); err != nil {
			return err
		}
	}
	var key vault.DataKey
	if len(done.Numbers) > 0 || done.StaffNumber != "" || len(done.References) > 0 {
		var err error
		if key, err = s.keyOf(ctx, q, after.ID); err != nil {
			return err
		}
	}
	err := insertParts(ctx, q, after.ID, newParts(before, after), digests(key, done.Numbers))
	if pg.IsUnique(err, "checks_superseded_once") {
		return app.ErrSuperseded
	}
	if err != nil {
		return err
	}
	if err := sealNumbers(ctx, q, after.ID, key, done.Numbers, done.StaffNumber); err != nil {
		return err
	}
	if err := sealReferences(ctx, q, after.ID, key, done.References); err != nil {
		return err
	}
	return s.adjust(ctx, q, after.ID, done.Adjusted)
}

func (s *Store) relyingOn(ctx context.Context, q *sqlcgen.Queries, workerID id.ID, now time.Time) (app.Relying, error) {
	rows, err := q.ReliantBookings(ctx, sqlcgen.ReliantBookingsParams{WorkerID: workerID, Now: now})
	if err != nil {
		return app.Relying{}, err
	}
	rel := app.Relying{Bookings: []clearance.Booking{}, Around: map[id.ID]app.Circumstances{}}
	for _, row := range rows {
		r, err := relianceOf(row)
		if err != nil {
			return app.Relying{}, err
		}
		rel.Bookings = append(rel.Bookings, r.Booking)
		if rel.Around[r.Booking.ID], err = s.circumstances(ctx, q, r.Booking); err != nil {
			return app.Relying{}, err
		}
	}
	return rel, nil
}

func get(ctx context.Context, q *sqlcgen.Queries, workerID id.ID) (*worker.Worker, error) {
	ws, err := load(ctx, q, workerID)
	if err != nil {
		return nil, err
	}
	if len(ws) == 0 {
		return nil, app.ErrNoWorker
	}
	return ws[0], nil
}
