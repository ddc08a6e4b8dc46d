package store

import (
	"context"

	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/store/sqlcgen"
)

// Told implements app.History.
func (s *Store) Told(ctx context.Context, after app.Place, limit int) ([]app.Told, error) {
	rows, err := s.read().Told(ctx, sqlcgen.ToldParams{AfterAt: after.At, AfterID: after.EventID, Page: int32(limit)})
	if err != nil {
		return nil, err
	}
	out := make([]app.Told, len(rows))
	for i, r := range rows {
		out[i] = app.Told{Place: app.Place{At: r.CreatedAt.UTC(), EventID: r.EventID}, Envelope: r.Body}
	}
	return out, nil
}
