package app

import (
	"context"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/pay"
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
	rules, err := x.app.PayRules(ctx, employer)
	x.rules[employer] = rules
	return err
}

// quote is what a shift pays the worker; learn has seen its employer.
func (x wages) quote(s shift.State) pay.Quote {
	return x.rules[s.Employer].Quote(ShiftPay(s), x.app.workerPay(x.worker, s))
}
