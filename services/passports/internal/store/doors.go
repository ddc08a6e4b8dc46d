package store

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
)

var _ app.Doors = (*Store)(nil)

// MakeDoorCode implements app.Doors.
func (s *Store) MakeDoorCode(ctx context.Context, workerID id.ID, code string, now, until time.Time) error {
	return s.read().InsertDoorCode(ctx, sqlcgen.InsertDoorCodeParams{Digest: digestOf(code), WorkerID: workerID, MadeAt: now, ExpiresAt: until})
}

// WorkerBehind implements app.Doors.
func (s *Store) WorkerBehind(ctx context.Context, code string, now time.Time) (id.ID, error) {
	workerID, err := s.read().WorkerOfDoorCode(ctx, sqlcgen.WorkerOfDoorCodeParams{Digest: digestOf(code), Now: now})
	return workerID, absent(err, app.ErrNoDoor)
}

// NextBooking implements app.Doors.
func (s *Store) NextBooking(ctx context.Context, workerID id.ID, now time.Time) (app.Reliance, error) {
	rows, err := s.read().BookingsAround(ctx, sqlcgen.BookingsAroundParams{WorkerID: workerID, Now: now})
	if err != nil {
		return app.Reliance{}, err
	}
	if len(rows) == 0 {
		return app.Reliance{}, app.ErrNoBooking
	}
	return relianceOf(rows[0])
}
