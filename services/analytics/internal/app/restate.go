package app

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/footprint"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

// Restated is figures as they stand on the employers of another moment.
type Restated struct {
	Table measure.Table
	// Inexact counts the shifts of which the record does not tell whose they are then.
	Inexact int64
	// Outside are the employers with figures that take no part in the system then.
	Outside []string
}

// Restated is Table on the footprint of a moment: before a merger the old employers, after it the new. Nothing is lost by it:
// the total is the same on every footprint.
func (m *Measures) Restated(ctx context.Context, s Scope, in Interval, by []measure.Dimension, at time.Time) (r Restated, err error) {
	s, who, err := m.may(ctx, ViewMeasures, s, in)
	if err != nil {
		return r, err
	}
	if len(who) > 0 {
		return r, leadOnly()
	}
	// Whose a shift is on the footprint is known only once it is restated.
	all := Scope{StaffGroup: s.StaffGroup}
	facts, err := m.facts.Between(ctx, []fact.Kind{fact.KindShift, fact.KindBooking}, all, in)
	if err != nil {
		return r, err
	}
	offers, err := m.facts.Offers(ctx, all, in)
	if err != nil {
		return r, err
	}
	register := m.rates.live.footprints()
	kept := restate(slices.Concat(facts, offers), register, at, s.Employer, &r.Inexact)
	r.Table = measure.Tabulate(kept, by)
	r.Outside = outside(kept, register, m.rates.ics, at)
	return r, nil
}

// restate gives each shift and booking the employer that it stands under at a moment; of one employer only, when given.
func restate(facts []fact.Fact, register *footprint.Register, at time.Time, employer string, inexact *int64) []fact.Fact {
	out := make([]fact.Fact, 0, len(facts))
	for _, f := range facts {
		var standing footprint.Standing
		switch x := f.State.(type) {
		case fact.Shift:
			standing = register.Restate(footprint.Figure{Employer: x.Employer, Site: x.Site, At: x.StartsAt}, at)
			x.Employer = standing.Employer
			f.State = x
		case fact.Booking:
			standing = register.Restate(footprint.Figure{Employer: x.HostEmployer, Site: x.Site, At: x.StartsAt}, at)
			x.HostEmployer = standing.Employer
			f.State = x
		default: // Offers count with their shifts.
			out = append(out, f)
			continue
		}
		if employer != "" && standing.Employer != employer {
			continue
		}
		if f.Kind == fact.KindShift && !standing.Exact {
			*inexact++
		}
		out = append(out, f)
	}
	return out
}

func outside(facts []fact.Fact, register *footprint.Register, ics string, at time.Time) []string {
	found := map[string]bool{}
	for _, f := range facts {
		if x, ok := f.State.(fact.Shift); ok && !register.Member(x.Employer, ics, at) {
			found[x.Employer] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// footprints is the registers of employers and sites, as they were told last.
func (l *Live) footprints() *footprint.Register {
	l.mu.Lock()
	defer l.mu.Unlock()
	sites := make([]deployments.SiteState, 0, len(l.picture.sites))
	for ods, s := range l.picture.sites {
		x := deployments.SiteState{ODS: ods, Name: s.Name, Employer: s.Employer, Replaces: s.Replaces}
		for _, o := range s.Owners {
			x.Owners = append(x.Owners, deployments.Owner(o))
		}
		sites = append(sites, x)
	}
	return footprint.New(l.picture.registered(), sites)
}
