package store

import (
	"context"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/store/sqlcgen"
)

// Facts implements app.Facts.
type Facts struct{ pool *pgxpool.Pool }

// NewFacts makes the repository over the service's pool.
func NewFacts(pool *pgxpool.Pool) *Facts { return &Facts{pool: pool} }

var _ app.Facts = (*Facts)(nil)

// Between implements app.Facts.
func (f *Facts) Between(ctx context.Context, kinds []fact.Kind, s app.Scope, in app.Interval) ([]fact.Fact, error) {
	rows, err := sqlcgen.New(f.pool).FactsBetween(ctx, sqlcgen.FactsBetweenParams{
		Kinds: names(kinds), Since: in.From, Until: in.Until, Employers: s.Employers(), StaffGroup: s.StaffGroup,
	})
	if err != nil {
		return nil, err
	}
	return toFacts(rows, func(r sqlcgen.FactsBetweenRow) (fact.Fact, error) { return toFact(r.Kind, r.ID, r.Version, r.Body) })
}

// Offers implements app.Facts.
func (f *Facts) Offers(ctx context.Context, s app.Scope, in app.Interval) ([]fact.Fact, error) {
	rows, err := sqlcgen.New(f.pool).OffersBetween(ctx, sqlcgen.OffersBetweenParams{
		Since: in.From, Until: in.Until, Employers: s.Employers(), StaffGroup: s.StaffGroup,
	})
	if err != nil {
		return nil, err
	}
	return toFacts(rows, func(r sqlcgen.OffersBetweenRow) (fact.Fact, error) { return toFact(r.Kind, r.ID, r.Version, r.Body) })
}

// Passports implements app.Facts.
func (f *Facts) Passports(ctx context.Context) ([]fact.Fact, error) {
	return f.undated(ctx, fact.KindPassport)
}

// Ladders implements app.Facts.
func (f *Facts) Ladders(ctx context.Context) ([]fact.Fact, error) {
	return f.undated(ctx, fact.KindLadder)
}

// MutualAid implements app.MutualAids.
func (f *Facts) MutualAid(ctx context.Context) ([]fact.Fact, error) {
	return f.undated(ctx, fact.KindMutualAid)
}

func (f *Facts) undated(ctx context.Context, k fact.Kind) ([]fact.Fact, error) {
	rows, err := sqlcgen.New(f.pool).Undated(ctx, string(k))
	if err != nil {
		return nil, err
	}
	return toFacts(rows, func(r sqlcgen.UndatedRow) (fact.Fact, error) { return toFact(r.Kind, r.ID, r.Version, r.Body) })
}
