package app

import (
	"context"
	"errors"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// JudgeShift tells the worker who asks what speaks against one shift.
func (a *App) JudgeShift(ctx context.Context, s shift.State) (eligibility.Decision, error) {
	who, err := a.check(ctx, ReadOpenShifts, auth.Facts{})
	if err != nil {
		return eligibility.Decision{}, err
	}
	w, err := a.worker(ctx, who)
	if err != nil {
		return eligibility.Decision{}, err
	}
	facts, err := a.standing(ctx, w, a.clock.Now())
	if err != nil {
		return eligibility.Decision{}, err
	}
	if err := a.learnHost(ctx, &facts, s.Employer); err != nil {
		return eligibility.Decision{}, err
	}
	return a.judgeOpen(w, s, facts), nil
}

// learnHost completes facts with what a host employer has decided about who works there.
func (a *App) learnHost(ctx context.Context, f *eligibility.Facts, employer string) error {
	if _, ok := f.Hosts[employer]; ok {
		return nil
	}
	hours, _, err := policyOf[policy.WorkingTime](ctx, a.policies, employer)
	if err != nil {
		return err
	}
	if f.Hosts == nil {
		f.Hosts = make(map[string]eligibility.Host)
	}
	f.Hosts[employer] = eligibility.Host{Hours: hours.Policy}
	return nil
}

func (a *App) judge(w eligibility.Worker, s shift.State, f eligibility.Facts) eligibility.Decision {
	if w.HomeEmployer == "" {
		return eligibility.Decision{Outcome: eligibility.Ineligible, Reasons: []reason.Reason{{
			Code: "WORKER_UNKNOWN", Weight: reason.Hard, Message: "No employer has enrolled you for the staff bank yet.",
			Fix: "Ask your employer's bank to enrol you; it takes effect within seconds."}}}
	}
	// Of a shift that is refilled after its start only the rest would be theirs.
	w, f = a.inTermsOf(s, w, f)
	return eligibility.Judge(w, s.Remaining(a.clock.Now()), f)
}

// worker is what passports has told of the worker who asks; only the id of one it has not told of.
func (a *App) worker(ctx context.Context, who auth.Principal) (eligibility.Worker, error) {
	workerID, err := id.Parse(who.WorkerID)
	if err != nil {
		return eligibility.Worker{}, unknown()
	}
	passport, floor, err := a.models.Worker(ctx, workerID)
	if errors.Is(err, ErrNotFound) {
		return eligibility.Worker{ID: workerID}, nil
	}
	if err != nil {
		return eligibility.Worker{}, err
	}
	return workerOf(passport, floor)
}

// standing is what besides the passport decides: the home employer's agreements, the worker's diary and own word, and what
// the hosts have decided.
func (a *App) standing(ctx context.Context, w eligibility.Worker, now time.Time) (eligibility.Facts, error) {
	var f eligibility.Facts
	var err error
	if f.Agreements, err = a.agreementsOf(ctx, w.HomeEmployer); err != nil {
		return eligibility.Facts{}, err
	}
	if f.Diary, err = a.bookings.Diary(ctx, w.ID, now); err != nil {
		return eligibility.Facts{}, err
	}
	if f.Hosts, err = a.hours.Hosts(ctx); err != nil {
		return eligibility.Facts{}, err
	}
	blocks, err := a.hours.BlocksOf(ctx, "", w.ID)
	if err != nil {
		return eligibility.Facts{}, err
	}
	for _, b := range blocks {
		f.Blocks = append(f.Blocks, b.Block)
	}
	if f.Unavailable, _, err = a.hours.Unavailable(ctx, w.ID); err != nil {
		return eligibility.Facts{}, err
	}
	evidence, err := a.evidence.Of(ctx, []id.ID{w.ID}, now)
	if err != nil {
		return eligibility.Facts{}, err
	}
	evidence.add(&f, w, now)
	given, err := a.given(ctx, []id.ID{w.ID}, f.Agreements)
	f.Given = given[w.ID]
	return f, err
}
