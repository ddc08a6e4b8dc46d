package store

import (
	"context"
	"encoding/json"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/risk"
	"github.com/muster-ics/muster/services/analytics/internal/store/sqlcgen"
)

// CriticalAreas implements app.KeptAreas.
type CriticalAreas struct {
	pool   *pgxpool.Pool
	outbox *outbox.Outbox
}

// NewCriticalAreas makes the repository over the service's pool and outbox.
func NewCriticalAreas(pool *pgxpool.Pool, o *outbox.Outbox) *CriticalAreas {
	return &CriticalAreas{pool: pool, outbox: o}
}

var _ app.KeptAreas = (*CriticalAreas)(nil)

// Areas implements app.KeptAreas.
func (s *CriticalAreas) Areas(ctx context.Context, ics string, most int) ([]app.AreasVersion, error) {
	return areas(ctx, sqlcgen.New(s.pool), ics, most)
}

func areas(ctx context.Context, q *sqlcgen.Queries, ics string, most int) ([]app.AreasVersion, error) {
	rows, err := q.CriticalAreas(ctx, sqlcgen.CriticalAreasParams{Ics: ics, Size: int32(most)}) //nolint:gosec // a small number
	if err != nil {
		return nil, err
	}
	out := make([]app.AreasVersion, len(rows))
	for i, r := range rows {
		out[i] = app.AreasVersion{Areas: risk.Areas{Version: r.Version}, By: r.ChangedBy, At: r.ChangedAt.UTC()}
		if err := json.Unmarshal(r.Body, &out[i].List); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// ChangeAreas implements app.KeptAreas.
func (s *CriticalAreas) ChangeAreas(ctx context.Context, ics string, change func(app.AreasVersion) (app.AreasVersion, app.Told, error)) error {
	return s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		if err := q.LockCriticalAreas(ctx); err != nil {
			return err
		}
		newest, err := areas(ctx, q, ics, 1)
		if err != nil {
			return err
		}
		var was app.AreasVersion
		if len(newest) > 0 {
			was = newest[0]
		}
		is, told, err := change(was)
		if err != nil {
			return err
		}
		body, err := json.Marshal(is.List)
		if err != nil {
			return err
		}
		if err := q.AddCriticalAreas(ctx, sqlcgen.AddCriticalAreasParams{Ics: ics, Version: is.Version, Body: body, ChangedBy: is.By, ChangedAt: is.At}); err != nil {
			return err
		}
		return record(ctx, tx, told)
	})
}
