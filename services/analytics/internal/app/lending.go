package app

import (
	"context"
	"slices"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

// MutualAids gives what has been told of mutual aid.
type MutualAids interface {
	// MutualAid gives all of it.
	MutualAid(ctx context.Context) ([]fact.Fact, error)
}

// Aids gives the mutual aid that opened any of the shifts that start in the interval, and what became of those shifts. An
// employer is given that of which it is a party.
func (m *Measures) Aids(ctx context.Context, s Scope, in Interval) ([]measure.Aid, error) {
	s, _, err := m.may(ctx, ViewFlows, s, in)
	if err != nil {
		return nil, err
	}
	aid, err := m.facts.MutualAid(ctx)
	if err != nil || len(aid) == 0 {
		return nil, err
	}
	shifts, err := m.between(ctx, []fact.Kind{fact.KindShift}, Scope{StaffGroup: s.StaffGroup}, in)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(measure.Aids(slices.Concat(aid, shifts)), func(a measure.Aid) bool {
		return !slices.ContainsFunc(a.Parties, s.Has)
	}), nil
}

// lent are the kinds that flows are counted from.
var lent = []fact.Kind{fact.KindBooking, fact.KindRecharge}

// concerns tells whether a flow is between two employers, and one of them that of the scope.
func concerns(f measure.Flow, s Scope) bool {
	return f.Home != f.Host && (s.Has(f.Home) || s.Has(f.Host))
}
