package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

// Since is what the shifts of a window of the past are by now.
type Since struct {
	Overall fillrate.Figures
	// Employers are the figures of each by its code, Shifts the newest state of each shift by its id.
	Employers map[string]fillrate.Figures
	Shifts    map[string]fact.Shift
}

// Since gives, of the shifts that started in the window of a moment, what is known now. It refuses what AsOf refuses.
func (m *Measures) Since(ctx context.Context, w fillrate.Window, s Scope, at, footprint time.Time) (Since, error) {
	from, until := w.Span(at)
	in := Interval{From: from, Until: until, Footprint: footprint}
	s, _, err := m.may(ctx, ViewAsOf, s, in)
	if err != nil {
		return Since{}, err
	}
	facts, err := m.between(ctx, []fact.Kind{fact.KindShift}, s, in)
	if err != nil {
		return Since{}, err
	}
	out := Since{Employers: map[string]fillrate.Figures{}, Shifts: map[string]fact.Shift{}}
	for _, f := range facts {
		if x, ok := f.State.(fact.Shift); ok {
			out.Shifts[f.ID] = x
		}
	}
	t := measure.Tabulate(facts, []measure.Dimension{measure.ByEmployer})
	for _, r := range t.Rows {
		out.Employers[r.Cell.Employer] = r.Measures.Fill
	}
	out.Overall = t.Total.Fill
	return out, nil
}
