package app

import (
	"context"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

// Inexact counts the shifts in scope of which the record does not tell whose they are on the interval's footprint: they stay
// with the employer of the record. Without a footprint there are none.
func (m *Measures) Inexact(ctx context.Context, s Scope, in Interval) (n int64, err error) {
	s, _, err = m.may(ctx, ViewMeasures, s, in)
	if err != nil || in.Footprint.IsZero() {
		return 0, err
	}
	facts, err := m.facts.Between(ctx, []fact.Kind{fact.KindShift}, Scope{StaffGroup: s.StaffGroup}, in)
	if err != nil {
		return 0, err
	}
	restate(facts, m.rates.live.footprints(), in.Footprint, s.Employer, &n)
	return n, nil
}
