package app

import (
	"cmp"
	"context"
	"slices"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

// AgencyShifts gives the shifts in scope that agencies fill, or that the bank took from one, those that start last first.
func (m *Measures) AgencyShifts(ctx context.Context, s Scope, in Interval) ([]measure.Story, error) {
	s, who, err := m.may(ctx, ViewMeasures, s, in)
	if err != nil {
		return nil, err
	}
	facts, err := m.between(ctx, []fact.Kind{fact.KindShift}, s, in)
	if err != nil {
		return nil, err
	}
	var out []measure.Story
	for _, f := range facts {
		x, ok := f.State.(fact.Shift)
		if !ok || measure.BankFirst(x) == measure.NotAgency && (x.Agency.Displaced == "" || x.FilledBy == "") {
			continue
		}
		if story, ok := measure.StoryFor(who, f.ID, x); ok {
			out = append(out, story)
		}
	}
	slices.SortFunc(out, func(a, b measure.Story) int {
		return cmp.Or(b.Shift.StartsAt.Compare(a.Shift.StartsAt), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}
