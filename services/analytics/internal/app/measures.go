package app

import (
	"context"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

// MaxInterval is the longest time over which is measured at once: a quarter, with the hour of a change of clocks.
const MaxInterval = 92*24*time.Hour + time.Hour

// Interval is when work starts that is measured: from From on, before Until.
type Interval struct {
	From, Until time.Time
	// Footprint restates the figures on the employers of a moment, for leads and auditors; zero leaves them with the
	// employers of the record.
	Footprint time.Time
}

// Facts gives what was heard of.
type Facts interface {
	// Between gives the facts of these kinds in scope whose work starts in the interval.
	Between(ctx context.Context, kinds []fact.Kind, s Scope, in Interval) ([]fact.Fact, error)
	// Offers gives the offers of the shifts in scope that start in the interval.
	Offers(ctx context.Context, s Scope, in Interval) ([]fact.Fact, error)
	// Passports gives all passports.
	Passports(ctx context.Context) ([]fact.Fact, error)
	// Ladders gives the release ladders of all employers.
	Ladders(ctx context.Context) ([]fact.Fact, error)
	MutualAids
}

// Measures answers what fill rates alone do not tell.
type Measures struct {
	rates *FillRates
	facts Facts
}

// NewMeasures makes the use case. Who may see what is judged as for fill rates.
func NewMeasures(rates *FillRates, facts Facts) *Measures {
	return &Measures{rates: rates, facts: facts}
}

// may narrows the scope to what the principal may see, and gives the employer for which figures about people are made: its
// own, or none for the system's lead.
func (m *Measures) may(ctx context.Context, a auth.Action, s Scope, in Interval) (Scope, measure.Viewer, error) {
	if err := m.rates.fresh(ctx); err != nil {
		return s, nil, err
	}
	s, err := m.rates.scope(ctx, a, s)
	if err != nil {
		return s, nil, err
	}
	switch length := in.Until.Sub(in.From); {
	case length <= 0:
		return s, nil, fault.New(fault.Invalid, "interval_empty", "The time asked for is empty. Give an until that is after from.")
	case length > MaxInterval:
		return s, nil, fault.New(fault.Invalid, "interval_too_long", "Figures are made for 92 days at most. Ask for a shorter time.")
	}
	who := viewer(ctx)
	if len(who) > 0 && !in.Footprint.IsZero() {
		return s, nil, leadOnly()
	}
	return s, who, nil
}

// Table gives figures of the shifts in scope by dimensions.
func (m *Measures) Table(ctx context.Context, s Scope, in Interval, by []measure.Dimension) (measure.Table, error) {
	s, _, err := m.may(ctx, ViewMeasures, s, in)
	if err != nil {
		return measure.Table{}, err
	}
	facts, err := m.between(ctx, []fact.Kind{fact.KindShift, fact.KindBooking}, s, in)
	if err != nil {
		return measure.Table{}, err
	}
	offers, err := m.offers(ctx, s, in)
	if err != nil {
		return measure.Table{}, err
	}
	return measure.Tabulate(slices.Concat(facts, offers), by), nil
}

// Flows gives who lends to whom. An employer is given the pairs that it is one of.
func (m *Measures) Flows(ctx context.Context, s Scope, in Interval) ([]measure.Flow, error) {
	s, who, err := m.may(ctx, ViewFlows, s, in)
	if err != nil {
		return nil, err
	}
	facts, err := m.between(ctx, lent, Scope{StaffGroup: s.StaffGroup}, in)
	if err != nil {
		return nil, err
	}
	flows := slices.DeleteFunc(measure.Flows(facts), func(f measure.Flow) bool { return !concerns(f, s) })
	return measure.FlowsFor(who, flows), nil
}

// Rates gives what is paid for alike work side by side. Only the system's lead is given the others' rates: an employer sees
// its own beside the median of all.
func (m *Measures) Rates(ctx context.Context, s Scope, in Interval) ([]measure.Spread, error) {
	s, _, err := m.may(ctx, ViewRates, s, in)
	if err != nil {
		return nil, err
	}
	facts, err := m.between(ctx, []fact.Kind{fact.KindShift}, Scope{StaffGroup: s.StaffGroup}, in)
	if err != nil {
		return nil, err
	}
	spreads := measure.Spreads(fact.Shifts(facts))
	if s.Employer == "" {
		return spreads, nil
	}
	var own []measure.Spread
	for _, spread := range spreads {
		spread.Employers = slices.DeleteFunc(spread.Employers, func(o measure.Offered) bool { return !s.Has(o.Employer) })
		if len(spread.Employers) > 0 {
			own = append(own, spread)
		}
	}
	return own, nil
}

// Insiders gives how much of the popular work goes to those who take most of it.
func (m *Measures) Insiders(ctx context.Context, s Scope, in Interval) ([]measure.Insiders, error) {
	s, _, err := m.may(ctx, ViewFairness, s, in)
	if err != nil {
		return nil, err
	}
	facts, err := m.between(ctx, []fact.Kind{fact.KindShift, fact.KindBooking}, s, in)
	if err != nil {
		return nil, err
	}
	return measure.InsidersOf(facts), nil
}

// Compliance gives how many bank workers could be deployed now, by the record, and whose evidence runs out soon.
func (m *Measures) Compliance(ctx context.Context, s Scope) ([]measure.Compliance, time.Time, error) {
	now := m.rates.clock.Now()
	s, who, err := m.may(ctx, ViewCompliance, s, Interval{From: now, Until: now.Add(time.Nanosecond)})
	if err != nil {
		return nil, now, err
	}
	facts, err := m.facts.Passports(ctx)
	if err != nil {
		return nil, now, err
	}
	rows := slices.DeleteFunc(measure.ComplianceOf(facts, now), func(r measure.Compliance) bool {
		return !s.Has(r.Employer) || s.StaffGroup != "" && r.StaffGroup != s.StaffGroup
	})
	return measure.ComplianceFor(who, rows), now, nil
}

// Fatigue gives how close to their limits workers are, by the employer that they belong to.
func (m *Measures) Fatigue(ctx context.Context, s Scope, in Interval) ([]measure.Fatigue, error) {
	s, who, err := m.may(ctx, ViewFatigue, s, in)
	if err != nil {
		return nil, err
	}
	facts, err := m.between(ctx, []fact.Kind{fact.KindBooking}, Scope{StaffGroup: s.StaffGroup}, in)
	if err != nil {
		return nil, err
	}
	rows := slices.DeleteFunc(measure.FatigueOf(facts), func(r measure.Fatigue) bool { return !s.Has(r.Home) })
	return measure.FatigueFor(who, rows), nil
}

// Names gives the names of employers and sites by their codes; a code that is not known stands for itself.
func (m *Measures) Names() func(k fact.Kind, ods string) string { return m.rates.live.name }
