package app

import (
	"context"
	"slices"
	"time"

	"github.com/muster-ics/muster/events/footprint"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

func leadOnly() *fault.Error {
	return fault.New(fault.Forbidden, "footprint_lead_only", "Figures are restated for leads and auditors, since they may be of other employers' records. Ask without a footprint.")
}

// between gives the facts in scope, on the employers of the interval's footprint. Whose a fact is there is known only once it
// is restated: so all are read then.
func (m *Measures) between(ctx context.Context, kinds []fact.Kind, s Scope, in Interval) ([]fact.Fact, error) {
	if in.Footprint.IsZero() {
		return m.facts.Between(ctx, kinds, s, in)
	}
	facts, err := m.facts.Between(ctx, kinds, Scope{StaffGroup: s.StaffGroup}, in)
	if err != nil {
		return nil, err
	}
	register := m.rates.live.footprints()
	for i := range facts {
		facts[i].State = stands(facts[i].State, register, in.Footprint)
	}
	return slices.DeleteFunc(facts, func(f fact.Fact) bool {
		return s.Employer != "" && f.State.Place().Employer != s.Employer
	}), nil
}

// offers gives the offers of the shifts in scope, and on a footprint those of all: they count with their shifts.
func (m *Measures) offers(ctx context.Context, s Scope, in Interval) ([]fact.Fact, error) {
	if !in.Footprint.IsZero() {
		s.Employer = ""
	}
	return m.facts.Offers(ctx, s, in)
}

// stands is a state under the employers of a moment: hosts by their sites, home employers by who stands for them then.
func stands(s fact.State, register *footprint.Register, at time.Time) fact.State {
	host := func(employer, site string, start time.Time) string {
		return register.Restate(footprint.Figure{Employer: employer, Site: site, At: start}, at).Employer
	}
	home := func(employer string, start time.Time) string { return host(employer, "", start) }
	switch x := s.(type) {
	case fact.Shift:
		x.Employer = host(x.Employer, x.Site, x.StartsAt)
		return x
	case fact.Booking:
		x.HostEmployer, x.HomeEmployer = host(x.HostEmployer, x.Site, x.StartsAt), home(x.HomeEmployer, x.StartsAt)
		return x
	case fact.Recharge:
		x.HostEmployer, x.HomeEmployer = host(x.HostEmployer, x.Site, x.StartsAt), home(x.HomeEmployer, x.StartsAt)
		return x
	}
	return s
}
