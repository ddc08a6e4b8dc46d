package store

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// DueBookings implements app.Decisions.
func (s *Store) DueBookings(ctx context.Context, now time.Time, limit int) ([]id.ID, error) {
	rows, err := s.read().DueReliances(ctx, sqlcgen.DueReliancesParams{Now: &now, Page: int32(limit)})
	out := make([]id.ID, len(rows))
	for i, r := range rows {
		out[i] = r.BookingID
	}
	return out, err
}

// Rejudge implements app.Decisions. The order of locks is passport, clearance, reliance, as everywhere; replicas that
// take up the same booking wait for the passport and then find it done.
func (s *Store) Rejudge(ctx context.Context, bookingID id.ID, now time.Time, decide func(*worker.Worker, clearance.Booking, app.Circumstances) (app.Judged, *app.Fact, error)) error {
	row, err := s.read().GetReliance(ctx, bookingID)
	if err != nil {
		return ignoreAbsent(err)
	}
	return s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		if _, err := q.LockWorker(ctx, row.WorkerID); err != nil {
			return ignoreAbsent(err)
		}
		due, err := q.LockReliance(ctx, bookingID)
		if err != nil || due.JudgeAt == nil || due.JudgeAt.After(now) {
			return ignoreAbsent(err)
		}
		next, err := s.rejudge(ctx, tx, q, due, now, decide)
		if err != nil {
			return err
		}
		return q.JudgedReliance(ctx, sqlcgen.JudgedRelianceParams{BookingID: bookingID, JudgeAt: next})
	})
}

// rejudge gives when the booking is due again.
func (s *Store) rejudge(ctx context.Context, tx *outbox.Tx, q *sqlcgen.Queries, due sqlcgen.Reliance, now time.Time, decide func(*worker.Worker, clearance.Booking, app.Circumstances) (app.Judged, *app.Fact, error)) (*time.Time, error) {
	next := nextJudging(due.StartsAt, now)
	c, err := q.GetClearance(ctx, due.BookingID)
	switch {
	case ignoreAbsent(err) != nil:
		return nil, err
	case err != nil:
		return next, nil // the outcome came before the request: the answer is still to be given
	case c.Answer != "cleared":
		return nil, nil
	}
	w, err := get(ctx, q, due.WorkerID)
	if err != nil {
		return nil, err
	}
	r, err := relianceOf(due)
	if err != nil {
		return nil, err
	}
	around, err := s.circumstances(ctx, q, r.Booking)
	if err != nil {
		return nil, err
	}
	d, f, err := decide(w, r.Booking, around)
	if err != nil || f == nil {
		return next, err
	}
	if err := withdraw(ctx, q, d); err != nil {
		return nil, err
	}
	return nil, record(ctx, tx, []app.Fact{*f})
}

// ForgetPast implements app.Decisions.
func (s *Store) ForgetPast(ctx context.Context, now time.Time, limit int) (int, error) {
	n, err := s.read().ForgetPastReliances(ctx, sqlcgen.ForgetPastReliancesParams{Now: &now, Page: int32(limit)})
	return int(n), err
}
