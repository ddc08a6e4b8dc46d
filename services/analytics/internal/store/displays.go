package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/store/sqlcgen"
)

// Displays implements app.Displays.
type Displays struct {
	pool   *pgxpool.Pool
	outbox *outbox.Outbox
}

// NewDisplays makes the repository over the service's pool and outbox.
func NewDisplays(pool *pgxpool.Pool, o *outbox.Outbox) *Displays {
	return &Displays{pool: pool, outbox: o}
}

var _ app.Displays = (*Displays)(nil)

func displayOf(r sqlcgen.DisplayRow) app.Display {
	return app.Display{
		ID: r.ID, Version: r.Version, Owner: r.Owner, Name: r.Name, MadeBy: r.MadeBy, MadeAt: r.MadeAt.UTC(), EndsAt: r.EndsAt.UTC(),
		ShownAt: r.ShownAt, WithdrawnBy: r.WithdrawnBy.String, WithdrawnAt: r.WithdrawnAt,
	}
}

// Add implements app.Displays.
func (s *Displays) Add(ctx context.Context, d app.Display, hash []byte, most int, told app.Told) (added bool, err error) {
	err = s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		added = false
		if err := q.LockDisplays(ctx, d.Owner); err != nil {
			return err
		}
		n, err := q.CountDisplays(ctx, sqlcgen.CountDisplaysParams{Owner: d.Owner, Now: d.MadeAt})
		if err != nil || int(n) >= most {
			return err
		}
		err = q.AddDisplay(ctx, sqlcgen.AddDisplayParams{
			ID: d.ID, Owner: d.Owner, Name: d.Name, SecretHash: hash, MadeBy: d.MadeBy, MadeAt: d.MadeAt, EndsAt: d.EndsAt,
		})
		if err != nil {
			return err
		}
		added = true
		return record(ctx, tx, told)
	})
	return added, err
}

// List implements app.Displays.
func (s *Displays) List(ctx context.Context, owners []string, since time.Time) ([]app.Display, error) {
	rows, err := sqlcgen.New(s.pool).Displays(ctx, sqlcgen.DisplaysParams{Owners: owners, Since: since})
	if err != nil {
		return nil, err
	}
	out := make([]app.Display, len(rows))
	for i, r := range rows {
		out[i] = displayOf(sqlcgen.DisplayRow(r))
	}
	return out, nil
}

// Get implements app.Displays.
func (s *Displays) Get(ctx context.Context, display id.ID) (app.Display, error) {
	r, err := sqlcgen.New(s.pool).Display(ctx, display)
	if err != nil {
		return app.Display{}, absent(err)
	}
	return displayOf(r), nil
}

// Change implements app.Displays.
func (s *Displays) Change(ctx context.Context, display id.ID, change func(*app.Display) (app.Told, error)) error {
	return s.outbox.InTx(ctx, func(tx *outbox.Tx) error {
		q := sqlcgen.New(tx)
		row, err := q.LockDisplay(ctx, display)
		if err != nil {
			return absent(err)
		}
		d := displayOf(sqlcgen.DisplayRow(row))
		told, err := change(&d)
		if err != nil {
			return err
		}
		err = q.SaveDisplay(ctx, sqlcgen.SaveDisplayParams{
			ID: d.ID, Version: d.Version, WithdrawnBy: pgtype.Text{String: d.WithdrawnBy, Valid: d.WithdrawnBy != ""}, WithdrawnAt: d.WithdrawnAt,
		})
		if err != nil {
			return err
		}
		return record(ctx, tx, told)
	})
}

// shownEvery is how often it is noted that a display asks: it asks every minute at the least.
const shownEvery = 5 * time.Minute

// Of implements app.Displays.
func (s *Displays) Of(ctx context.Context, hash []byte, now time.Time) (app.Display, error) {
	q := sqlcgen.New(s.pool)
	r, err := q.DisplayOf(ctx, sqlcgen.DisplayOfParams{SecretHash: hash, Now: now})
	if err != nil {
		return app.Display{}, absent(err)
	}
	if r.ShownAt == nil || now.Sub(*r.ShownAt) >= shownEvery {
		err = q.DisplayShown(ctx, sqlcgen.DisplayShownParams{ID: r.ID, Now: now})
	}
	return app.Display{ID: r.ID, Owner: r.Owner}, err
}
