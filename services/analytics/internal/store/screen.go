package store

import (
	"context"

	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/store/sqlcgen"
)

var _ app.Standing = (*Facts)(nil)

// Open implements app.Standing.
func (f *Facts) Open(ctx context.Context, s app.Scope, in app.Interval) ([]fact.Fact, error) {
	rows, err := sqlcgen.New(f.pool).OpenBetween(ctx, sqlcgen.OpenBetweenParams{
		Since: in.From, Until: in.Until, Employers: s.Employers(), StaffGroup: s.StaffGroup,
	})
	if err != nil {
		return nil, err
	}
	return toFacts(rows, func(r sqlcgen.OpenBetweenRow) (fact.Fact, error) { return toFact(r.Kind, r.ID, r.Version, r.Body) })
}

// Agencies implements app.Standing.
func (f *Facts) Agencies(ctx context.Context, s app.Scope, in app.Interval) ([]fact.Fact, error) {
	rows, err := sqlcgen.New(f.pool).AgenciesBetween(ctx, sqlcgen.AgenciesBetweenParams{
		Since: in.From, Until: in.Until, Employers: s.Employers(), StaffGroup: s.StaffGroup,
	})
	if err != nil {
		return nil, err
	}
	return toFacts(rows, func(r sqlcgen.AgenciesBetweenRow) (fact.Fact, error) { return toFact(r.Kind, r.ID, r.Version, r.Body) })
}

// Lent implements app.Standing.
func (f *Facts) Lent(ctx context.Context, staffGroup string, in app.Interval) ([]fact.Fact, error) {
	rows, err := sqlcgen.New(f.pool).LentBetween(ctx, sqlcgen.LentBetweenParams{Since: in.From, Until: in.Until, StaffGroup: staffGroup})
	if err != nil {
		return nil, err
	}
	return toFacts(rows, func(r sqlcgen.LentBetweenRow) (fact.Fact, error) { return toFact(r.Kind, r.ID, r.Version, r.Body) })
}
