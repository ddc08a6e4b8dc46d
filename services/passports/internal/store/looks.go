package store

import (
	"context"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
)

var _ app.Looks = (*Store)(nil)

// Looked implements app.Looks.
func (s *Store) Looked(ctx context.Context, l app.Look, workers ...id.ID) error {
	return looked(ctx, s.read(), l, workers...)
}

func looked(ctx context.Context, q *sqlcgen.Queries, l app.Look, workers ...id.ID) error {
	ids := make([]id.ID, len(workers))
	for i := range workers {
		ids[i] = id.New()
	}
	return q.InsertLooks(ctx, sqlcgen.InsertLooksParams{
		Ids: ids, Workers: workers, BookingID: l.Booking, Employer: l.Employer, Receiver: l.Receiver, Viewer: l.Viewer, Purpose: string(l.Purpose), Kinds: l.Kinds, At: l.At,
	})
}

// LooksOf implements app.Looks.
func (s *Store) LooksOf(ctx context.Context, workerID id.ID, before app.LookPlace, limit int) ([]app.Look, error) {
	rows, err := s.read().LooksOf(ctx, sqlcgen.LooksOfParams{WorkerID: workerID, BeforeAt: before.At, BeforeID: before.ID, Page: int32(limit)})
	if err != nil {
		return nil, err
	}
	out := make([]app.Look, len(rows))
	for i, r := range rows {
		out[i] = app.Look{ID: r.ID, Employer: r.Employer, Receiver: r.Receiver, Purpose: app.Purpose(r.Purpose), Kinds: r.Kinds, At: r.At.UTC()}
		if r.BookingID.Valid {
			out[i].Booking = id.ID(r.BookingID.Bytes)
		}
	}
	return out, nil
}
