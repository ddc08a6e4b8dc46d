package store

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/forecast"
	"github.com/muster-ics/muster/services/analytics/internal/store/sqlcgen"
)

// Past implements app.Past.
type Past struct{ pool *pgxpool.Pool }

// NewPast makes the repository over the service's pool.
func NewPast(pool *pgxpool.Pool) *Past { return &Past{pool: pool} }

var _ app.Past = (*Past)(nil)

// At implements app.Past.
func (p *Past) At(ctx context.Context, moment time.Time, in app.Interval) (facts []fact.Fact, ages map[string]time.Time, err error) {
	err = reading(ctx, p.pool, func(q *sqlcgen.Queries) error {
		rows, err := q.StatesAt(ctx, sqlcgen.StatesAtParams{Since: in.From, Until: in.Until, Moment: moment})
		if err != nil {
			return err
		}
		facts, err = toFacts(rows, func(r sqlcgen.StatesAtRow) (fact.Fact, error) { return toFact(r.Kind, r.ID, r.Version, r.Body) })
		if err != nil {
			return err
		}
		newest, err := q.AgesAt(ctx, moment)
		if err != nil {
			return err
		}
		ages = make(map[string]time.Time, len(newest))
		for _, a := range newest {
			ages[a.Employer] = a.NewestEventAt.UTC()
		}
		return nil
	})
	return facts, ages, err
}

// First implements app.Past.
func (p *Past) First(ctx context.Context) (time.Time, error) {
	at, err := sqlcgen.New(p.pool).FirstState(ctx)
	if errors.Is(err, pgx.ErrNoRows) {
		return time.Time{}, nil
	}
	return at.UTC(), err
}

// Histories implements app.Past.
func (p *Past) Histories(ctx context.Context, s app.Scope, in app.Interval) ([]forecast.History, error) {
	rows, err := sqlcgen.New(p.pool).Histories(ctx, sqlcgen.HistoriesParams{Since: in.From, Until: in.Until, Employers: s.Employers()})
	if err != nil {
		return nil, err
	}
	var out []forecast.History
	for i, r := range rows {
		f, err := toFact(string(fact.KindShift), r.ID, r.Version, r.Body)
		if err != nil {
			return nil, err
		}
		if i == 0 || rows[i-1].ID != r.ID {
			out = append(out, nil)
		}
		if shift, ok := f.State.(fact.Shift); ok {
			out[len(out)-1] = append(out[len(out)-1], forecast.State{At: r.At.UTC(), Shift: shift})
		}
	}
	return out, nil
}

// Heard implements app.Past.
func (p *Past) Heard(ctx context.Context, employer string, from, until time.Time) (map[string][]time.Time, error) {
	rows, err := sqlcgen.New(p.pool).HeardBetween(ctx, sqlcgen.HeardBetweenParams{Since: from, Until: until, Employer: employer})
	out := map[string][]time.Time{}
	for _, r := range rows {
		out[r.Employer] = append(out[r.Employer], r.At.UTC())
	}
	return out, err
}
