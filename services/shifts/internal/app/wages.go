package app

import (
	"context"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/pay"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// wages prices many shifts for one worker; what an employer pays by is read once.
type wages struct {
	app    *App
	worker eligibility.Worker
	rules  map[string]pay.Rules
}

func newWages(a *App, w eligibility.Worker) wages {
	return wages{app: a, worker: w, rules: make(map[string]pay.Rules)}
}

// learn reads what an employer pays by.
func (x wages) learn(ctx context.Context, employer string) error {
	if _, ok := x.rules[employer]; ok {
		return nil
	}
	p, version, err := policyOf[policy.Pay](ctx, x.app.policies, employer)
	if err != nil {
		return err
	}
	cards, err := x.app.rateCards.Of(ctx, employer)
	if err != nil {
		return err
	}
	x.rules[employer] = pay.Rules{Cards: cards, Policy: p.Policy, PolicyVersion: version}
	return nil
}

// quote is what a shift pays the worker; learn has seen its employer.
func (x wages) quote(s shift.State) pay.Quote {
	return x.rules[s.Employer].Quote(pay.Shift{
		Employer: s.Employer, Ward: s.Ward, StaffGroup: s.StaffGroup, Role: s.Role, Band: s.Band,
		StartsAt: s.StartsAt, EndsAt: s.EndsAt, BreakMinutes: s.BreakMinutes, RatePence: s.RatePence,
	}, pay.Worker{Band: x.band(s.StaffGroup)})
}

// band is the band in which the worker's home employer engages them for a staff group.
func (x wages) band(staffGroup string) string {
	for _, g := range x.worker.Engagements {
		if g.Employer == x.worker.HomeEmployer && g.StaffGroup == staffGroup {
			return g.Band
		}
	}
	return ""
}
