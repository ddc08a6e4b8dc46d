package app

import (
	"context"
	"errors"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Judged is an open shift with what this service thinks of the worker's chances.
type Judged struct {
	Shift    shift.State
	Decision eligibility.Decision
}

// OpenShifts are the shifts that a worker could take and, when asked for, those that not; each soonest first, judged on what has been told up to AsOf.
type OpenShifts struct {
	Shifts []Judged
	AsOf   time.Time
}

// scanned is how many open shifts are judged at most for one list, of the worker's roles and of the others each.
const scanned = 500

// OpenShifts lists the open shifts for the worker who asks: first those that they could take, then, with ineligible, the
// others, each with every reason why not. limit bounds each of the two.
func (a *App) OpenShifts(ctx context.Context, ineligible bool, limit int) (OpenShifts, error) {
	who, err := a.check(ctx, ReadOpenShifts, auth.Facts{})
	if err != nil {
		return OpenShifts{}, err
	}
	now := a.clock.Now()
	out := OpenShifts{AsOf: now, Shifts: []Judged{}}
	w, err := a.worker(ctx, who)
	if err != nil {
		return OpenShifts{}, err
	}
	candidates, err := a.candidates(ctx, w, ineligible, now)
	if err != nil {
		return OpenShifts{}, err
	}
	facts, err := a.standing(ctx, w, now)
	if err != nil {
		return OpenShifts{}, err
	}
	var yes, no []Judged
	for _, s := range candidates {
		j := Judged{Shift: s, Decision: a.judge(w, s, facts)}
		if o := j.Decision.Outcome; o == eligibility.Eligible || o == eligibility.EligibleWithWarnings {
			yes = append(yes, j)
		} else {
			no = append(no, j)
		}
	}
	out.Shifts = append(out.Shifts, yes[:min(len(yes), limit)]...)
	if ineligible {
		out.Shifts = append(out.Shifts, no[:min(len(no), limit)]...)
	}
	return out, nil
}

// candidates are the open shifts worth judging: those for the worker's own roles, and with all also the others.
func (a *App) candidates(ctx context.Context, w eligibility.Worker, all bool, now time.Time) ([]shift.State, error) {
	var own []shift.State
	if roles := w.Roles(); len(roles) > 0 {
		var err error
		if own, err = a.shifts.Open(ctx, roles, now, scanned); err != nil {
			return nil, err
		}
	}
	if !all {
		return own, nil
	}
	others, err := a.shifts.Open(ctx, nil, now, scanned)
	if err != nil {
		return nil, err
	}
	seen := make(map[id.ID]bool, len(own))
	for _, s := range own {
		seen[s.ID] = true
	}
	for _, s := range others {
		if !seen[s.ID] {
			own = append(own, s)
		}
	}
	return own, nil
}

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
	return a.judge(w, s, facts), nil
}

func (a *App) judge(w eligibility.Worker, s shift.State, f eligibility.Facts) eligibility.Decision {
	if w.HomeEmployer == "" {
		return eligibility.Decision{Outcome: eligibility.Ineligible, Reasons: []reason.Reason{{
			Code: "WORKER_UNKNOWN", Weight: reason.Hard, Message: "No employer has enrolled you for the staff bank yet.",
			Fix: "Ask your employer's bank to enrol you; it takes effect within seconds."}}}
	}
	return eligibility.Judge(w, s, f)
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

// standing is what besides the passport decides: the home employer's agreements and the worker's diary.
func (a *App) standing(ctx context.Context, w eligibility.Worker, now time.Time) (eligibility.Facts, error) {
	told, err := a.models.AgreementsOf(ctx, w.HomeEmployer)
	if err != nil {
		return eligibility.Facts{}, err
	}
	f := eligibility.Facts{Agreements: make([]eligibility.Agreement, len(told))}
	for i, t := range told {
		if f.Agreements[i], err = agreementOf(t); err != nil {
			return eligibility.Facts{}, err
		}
	}
	f.Diary, err = a.bookings.Diary(ctx, w.ID, now)
	return f, err
}
