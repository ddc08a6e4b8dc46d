package store

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// Answer implements app.Clearances. The passport is share-locked until commit: a change that comes meanwhile waits, and
// then finds the booking among those that rely on it. So no booking is cleared by a version that is no more.
func (s *Store) Answer(ctx context.Context, r app.Reliance, decide func(*worker.Worker, app.Circumstances) (app.Judged, app.Fact, error)) error {
	err := s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		if err := pg.ReusePlans(ctx, tx.Tx); err != nil {
			return err
		}
		q := sqlcgen.New(tx)
		w, done, err := s.share(ctx, q, r.Booking)
		if err != nil || done {
			return err
		}
		around, err := s.circumstances(ctx, q, r.Booking)
		if err != nil {
			return err
		}
		d, f, err := decide(w, around)
		if err != nil {
			return err
		}
		return answer(ctx, tx, r, d, f)
	})
	if pg.IsUnique(err, "clearances_pkey") {
		return nil // another delivery of the same request has just answered
	}
	return err
}

// share gives the passport, share-locked, unless the booking is answered; nil when nobody enrolled the worker.
func (s *Store) share(ctx context.Context, q *sqlcgen.Queries, b clearance.Booking) (w *worker.Worker, answered bool, err error) {
	row, err := q.ShareWorker(ctx, sqlcgen.ShareWorkerParams{BookingID: b.ID, WorkerID: b.WorkerID, Host: s.heirs.Heirs().Last(b.HostEmployer)})
	answered = row.Answered
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		answered, err = q.HasClearance(ctx, b.ID)
		return nil, answered, err
	case err != nil || answered:
		return nil, answered, err
	}
	w, err = get(ctx, q, b.WorkerID)
	return w, false, err
}

func answer(ctx context.Context, tx *outbox.Tx, r app.Reliance, d app.Judged, f app.Fact) error {
	q := sqlcgen.New(tx.Later())
	if err := insertClearance(ctx, q, d); err != nil {
		return err
	}
	if d.Cleared() {
		r.State = app.Attested
		if err := keep(ctx, q, r); err != nil {
			return err
		}
	}
	return record(ctx, tx, []app.Fact{f})
}

func insertClearance(ctx context.Context, q *sqlcgen.Queries, d app.Judged) error {
	reasons, err := encodeReasons(d.Reasons)
	if err != nil {
		return err
	}
	answer := "not_cleared"
	if d.Cleared() {
		answer = "cleared"
	}
	b := d.Booking
	if err := q.InsertClearance(ctx, sqlcgen.InsertClearanceParams{
		BookingID: b.ID, ShiftID: b.ShiftID, WorkerID: b.WorkerID, Answer: answer, Outcome: string(d.Outcome), PassportVersion: d.PassportVersion,
		DecidedAt: d.At, EarliestExpiry: d.EarliestExpiry, Reasons: reasons, Digest: d.Digest, Engine: int32(d.Engine),
	}); err != nil {
		return err
	}
	return insertDecision(ctx, q, d, 1)
}

func withdraw(ctx context.Context, q *sqlcgen.Queries, d app.Judged) error {
	reasons, err := encodeReasons(d.Reasons)
	if err != nil {
		return err
	}
	if err := insertDecision(ctx, q, d, 2); err != nil {
		return err
	}
	return q.WithdrawClearance(ctx, sqlcgen.WithdrawClearanceParams{
		BookingID: d.Booking.ID, Outcome: string(d.Outcome), PassportVersion: d.PassportVersion, DecidedAt: d.At, Reasons: reasons, Digest: d.Digest, Engine: int32(d.Engine),
	})
}

func encodeReasons(rs []reason.Reason) ([]byte, error) {
	if rs == nil {
		rs = []reason.Reason{}
	}
	return json.Marshal(rs)
}

// Keep implements app.Clearances.
func (s *Store) Keep(ctx context.Context, r app.Reliance) error { return keep(ctx, s.read(), r) }

func keep(ctx context.Context, q *sqlcgen.Queries, r app.Reliance) error {
	asked, err := json.Marshal(r.Booking.Requirements)
	if err != nil {
		return err
	}
	b := r.Booking
	return q.KeepReliance(ctx, sqlcgen.KeepRelianceParams{
		BookingID: b.ID, BookingVersion: r.Version, ShiftID: b.ShiftID, WorkerID: b.WorkerID, HomeEmployer: b.HomeEmployer, HostEmployer: b.HostEmployer,
		Site: b.Site, Ward: r.Ward, StaffGroup: b.StaffGroup, Role: b.Role, Band: b.Band, StartsAt: b.StartsAt, EndsAt: b.EndsAt,
		Requirements: asked, State: string(r.State), ConfirmedAt: r.ConfirmedAt,
	})
}

// LiveAt implements app.Clearances.
func (s *Store) LiveAt(ctx context.Context, workerID id.ID, host string, now time.Time) (app.Reliance, error) {
	row, err := s.read().LiveBookingAt(ctx, sqlcgen.LiveBookingAtParams{WorkerID: workerID, Hosts: s.codesNow(host), Now: now})
	if err != nil {
		return app.Reliance{}, absent(err, app.ErrNoBooking)
	}
	return relianceOf(row)
}

// WorkedAt implements app.Clearances.
func (s *Store) WorkedAt(ctx context.Context, workerID id.ID, site string, now time.Time) (bool, error) {
	return s.read().HasWorkedAt(ctx, sqlcgen.HasWorkedAtParams{WorkerID: workerID, Site: site, Now: now})
}

// RecordRead implements app.Clearances.
func (s *Store) RecordRead(ctx context.Context, r app.RegisterReading, f app.Fact) error {
	return s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		if err := sqlcgen.New(tx).InsertRegisterRead(ctx, sqlcgen.InsertRegisterReadParams{
			ID: r.ID, Employer: r.Employer, Body: r.Body, ReadAt: r.At, RecordedBy: f.By.Actor, RequestID: f.By.RequestID,
		}); err != nil {
			return err
		}
		return record(ctx, tx, []app.Fact{f})
	})
}

func relianceOf(row sqlcgen.Reliance) (app.Reliance, error) {
	r := app.Reliance{
		Booking: clearance.Booking{
			ID: row.BookingID, ShiftID: row.ShiftID, WorkerID: row.WorkerID, HomeEmployer: row.HomeEmployer, HostEmployer: row.HostEmployer,
			Site: row.Site, StaffGroup: row.StaffGroup, Role: row.Role, Band: row.Band, StartsAt: row.StartsAt.UTC(), EndsAt: row.EndsAt.UTC(),
		},
		Ward: row.Ward, Version: row.BookingVersion, State: app.ReliantState(row.State), ConfirmedAt: utc(row.ConfirmedAt),
	}
	return r, json.Unmarshal(row.Requirements, &r.Booking.Requirements)
}
