package app

import (
	"context"
	"slices"
	"time"

	"github.com/muster-ics/muster/events/footprint"
	"github.com/muster-ics/muster/pkg/fault"
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
	shifts, err := m.facts.Between(ctx, []fact.Kind{fact.KindShift}, Scope{StaffGroup: s.StaffGroup}, in)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(measure.Aids(slices.Concat(aid, shifts)), func(a measure.Aid) bool {
		return s.Employer != "" && !slices.Contains(a.Parties, s.Employer)
	}), nil
}

// FlowsOn is Flows on the footprint of a moment, for leads and auditors: hosts by their sites, home employers by who stands
// for them then. Work between two employers that are one on the footprint crosses no border and is left out.
func (m *Measures) FlowsOn(ctx context.Context, s Scope, in Interval, at time.Time) ([]measure.Flow, error) {
	s, who, err := m.may(ctx, ViewFlows, s, in)
	if err != nil {
		return nil, err
	}
	if who != "" {
		return nil, leadOnly()
	}
	facts, err := m.facts.Between(ctx, lent, Scope{StaffGroup: s.StaffGroup}, in)
	if err != nil {
		return nil, err
	}
	flows := measure.Flows(restatePairs(facts, m.rates.live.footprints(), at))
	return measure.FlowsFor(who, slices.DeleteFunc(flows, func(f measure.Flow) bool { return !concerns(f, s) })), nil
}

// lent are the kinds that flows are counted from.
var lent = []fact.Kind{fact.KindBooking, fact.KindRecharge}

// concerns tells whether a flow is between two employers, and one of them that of the scope.
func concerns(f measure.Flow, s Scope) bool {
	return f.Home != f.Host && (s.Employer == "" || f.Home == s.Employer || f.Host == s.Employer)
}

func leadOnly() *fault.Error {
	return fault.New(fault.Forbidden, "footprint_lead_only", "Figures are restated for leads and auditors, since they may be of other employers' records. Ask without a footprint.")
}

func restatePairs(facts []fact.Fact, register *footprint.Register, at time.Time) []fact.Fact {
	out := slices.Clone(facts)
	for i, f := range out {
		switch x := f.State.(type) {
		case fact.Booking:
			x.HostEmployer = register.Restate(footprint.Figure{Employer: x.HostEmployer, Site: x.Site, At: x.StartsAt}, at).Employer
			x.HomeEmployer = register.Restate(footprint.Figure{Employer: x.HomeEmployer, At: x.StartsAt}, at).Employer
			out[i].State = x
		case fact.Recharge:
			x.HostEmployer = register.Restate(footprint.Figure{Employer: x.HostEmployer, Site: x.Site, At: x.StartsAt}, at).Employer
			x.HomeEmployer = register.Restate(footprint.Figure{Employer: x.HomeEmployer, At: x.StartsAt}, at).Employer
			out[i].State = x
		}
	}
	return out
}
