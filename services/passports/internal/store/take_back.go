package store

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// TakeBack implements app.Clearances. The passport is locked before the clearance, as everywhere.
func (s *Store) TakeBack(ctx context.Context, r app.Reliance, decide func(*worker.Worker, app.Circumstances) (app.Judged, app.Fact, error)) error {
	return s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		if _, err := q.LockWorker(ctx, r.Booking.WorkerID); err != nil {
			return ignoreAbsent(err)
		}
		c, err := q.GetClearance(ctx, r.Booking.ID)
		if err != nil || c.Answer != "cleared" {
			return ignoreAbsent(err)
		}
		w, err := get(ctx, q, r.Booking.WorkerID)
		if err != nil {
			return err
		}
		around, err := s.circumstances(ctx, q, r.Booking)
		if err != nil {
			return err
		}
		d, f, err := decide(w, around)
		if err != nil || f.Action == "" {
			return err
		}
		if err := withdraw(ctx, q, d); err != nil {
			return err
		}
		return record(ctx, tx, []app.Fact{f})
	})
}

func ignoreAbsent(err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	return err
}
