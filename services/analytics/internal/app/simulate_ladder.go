package app

import (
	"context"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/release"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/simulation"
)

// Simulate says what another ladder would have meant for the shifts in scope that started in the interval, and before now.
func (m *Measures) Simulate(ctx context.Context, s Scope, in Interval, other release.Ladder) (simulation.Result, error) {
	s, _, err := m.may(ctx, SimulateLadder, s, in)
	if err != nil {
		return simulation.Result{}, err
	}
	other.StaffGroup = release.AllGroups
	if s.StaffGroup != "" {
		other.StaffGroup = s.StaffGroup
	}
	if ps := other.Problems(release.National); len(ps) > 0 {
		return simulation.Result{}, ladderFault(ps)
	}
	facts, err := m.facts.Between(ctx, []fact.Kind{fact.KindShift}, s, in)
	if err != nil {
		return simulation.Result{}, err
	}
	ladders, err := m.facts.Ladders(ctx)
	if err != nil {
		return simulation.Result{}, err
	}
	now := m.rates.clock.Now()
	over := slices.DeleteFunc(fact.Shifts(facts), func(x fact.Shift) bool { return x.StartsAt.After(now) })
	heirs := m.rates.live.lineage()
	inForce := func(x fact.Shift) release.Ladder {
		return ladderFor(ladders, heirs.Line(x.Employer, now), x.StaffGroup)
	}
	return simulation.Simulate(over, inForce, other, release.National), nil
}

// LadderInForce is the ladder that holds for the scope now: of many employers it is the one that Muster gives to who has
// chosen none.
func (m *Measures) LadderInForce(ctx context.Context, s Scope) (release.Ladder, error) {
	s, err := m.rates.scope(ctx, SimulateLadder, s)
	if err != nil {
		return release.Ladder{}, err
	}
	ladders, err := m.facts.Ladders(ctx)
	if err != nil {
		return release.Ladder{}, err
	}
	return ladderFor(ladders, m.rates.live.lineage().Line(s.Employer, m.rates.clock.Now()), s.StaffGroup), nil
}

// ladderFor finds, for the first of a line of employers that has chosen any, its ladder for the staff group, or else the one for
// all groups, or else the default.
func ladderFor(ladders []fact.Fact, line []string, staffGroup string) release.Ladder {
	for _, employer := range line {
		for _, group := range []string{staffGroup, release.AllGroups} {
			for _, f := range ladders {
				if l, ok := f.State.(fact.Ladder); ok && l.Employer == employer && l.StaffGroup == group {
					return ladderOf(l)
				}
			}
		}
	}
	return release.Default()
}

func ladderOf(l fact.Ladder) release.Ladder {
	out := release.Ladder{Employer: l.Employer, StaffGroup: l.StaffGroup, BankShare: l.BankShare}
	for _, s := range l.Steps {
		out.Steps = append(out.Steps, release.Step{
			Kind: release.Kind(s.Step), Tier: s.Tier, Window: time.Duration(s.WindowMinutes) * time.Minute, CeilingPence: s.CeilingPence,
			Approver: s.Approver, Trigger: release.Trigger{On: release.On(s.On), After: time.Duration(s.AfterMinutes) * time.Minute},
		})
	}
	return out
}

func ladderFault(ps []release.Problem) error {
	f := fault.New(fault.Invalid, "ladder_invalid", "This ladder cannot be right; see what to change.")
	for _, p := range ps {
		f = f.WithFields(fault.Field{Location: "body.ladder." + p.Field, Message: p.Message})
	}
	return f
}
