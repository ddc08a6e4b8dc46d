package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/store/sqlcgen"
)

// Displays implements app.Displays.
type Displays struct{ pool *pgxpool.Pool }

// NewDisplays makes the repository over the service's pool.
func NewDisplays(pool *pgxpool.Pool) *Displays { return &Displays{pool: pool} }

var _ app.Displays = (*Displays)(nil)

// Add implements app.Displays.
func (s *Displays) Add(ctx context.Context, d app.Display, hash []byte, most int) (added bool, err error) {
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		q := sqlcgen.New(tx)
		if err := q.LockDisplays(ctx, d.Owner); err != nil {
			return err
		}
		n, err := q.CountDisplays(ctx, sqlcgen.CountDisplaysParams{Owner: d.Owner, Now: d.MadeAt})
		if err != nil || int(n) >= most {
			return err
		}
		added = true
		return q.AddDisplay(ctx, sqlcgen.AddDisplayParams{
			ID: d.ID, Owner: d.Owner, Name: d.Name, SecretHash: hash, MadeBy: d.MadeBy, MadeAt: d.MadeAt, EndsAt: d.EndsAt,
		})
	})
	return added && err == nil, err
}

// List implements app.Displays.
func (s *Displays) List(ctx context.Context, owners []string, since time.Time) ([]app.Display, error) {
	rows, err := sqlcgen.New(s.pool).Displays(ctx, sqlcgen.DisplaysParams{Owners: owners, Since: since})
	if err != nil {
		return nil, err
	}
	out := make([]app.Display, len(rows))
	for i, r := range rows {
		out[i] = app.Display{
			ID: r.ID, Owner: r.Owner, Name: r.Name, MadeBy: r.MadeBy, MadeAt: r.MadeAt, EndsAt: r.EndsAt, ShownAt: r.ShownAt, WithdrawnAt: r.WithdrawnAt,
		}
	}
	return out, nil
}

// Withdraw implements app.Displays.
func (s *Displays) Withdraw(ctx context.Context, display id.ID, owners []string, by string, at time.Time) (bool, error) {
	n, err := sqlcgen.New(s.pool).WithdrawDisplay(ctx, sqlcgen.WithdrawDisplayParams{ID: display, Owners: owners, By: by, At: at})
	return n > 0, err
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
