package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/application"
	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Apply asks the ward for a shift that it gives by choosing. Only a worker who could take the shift may ask, so that the
// ward chooses among people who can come. shownPence is the total pay that the worker saw; they are booked for that or
// more. 0 when it is not known.
func (a *App) Apply(ctx context.Context, shiftID id.ID, shownPence int64) (application.State, error) {
	who, err := a.check(ctx, ApplyForShift, auth.Facts{})
	if err != nil {
		return application.State{}, err
	}
	s, err := a.shifts.Get(ctx, shiftID)
	if err != nil {
		return application.State{}, asFault(err)
	}
	now := a.clock.Now()
	if err := s.Takeable(now); err != nil && s.Status != shift.Held {
		return application.State{}, asFault(err)
	}
	if s.BookingMode != shift.RequestApprove {
		return application.State{}, fault.New(fault.Conflict, "accept_instead", "This shift needs no application: accept it, and it is yours.")
	}
	w, err := a.able(ctx, who, s)
	if err != nil {
		return application.State{}, err
	}
	made := application.Submit(id.New(), application.Submission{ShiftID: s.ID, WorkerID: w.ID, HomeEmployer: w.HomeEmployer, Employer: s.Employer, ShownPence: shownPence}, now)
	if err := a.applications.Submit(ctx, made); err != nil {
		return application.State{}, already(err, "applied_already", "You have applied for this shift already; the ward has not decided yet.")
	}
	return made.State(), nil
}

// WithdrawApplication takes the caller's own application back.
func (a *App) WithdrawApplication(ctx context.Context, applicationID id.ID) (application.State, error) {
	st, err := readOwn(ctx, a, WithdrawApplication, func() (application.State, error) { return a.applications.Get(ctx, applicationID) }, applicationFacts)
	if err != nil {
		return application.State{}, err
	}
	err = a.applications.Update(ctx, st.ID, func(ap *application.Application) error {
		defer func() { st = ap.State() }()
		return ap.Withdraw(a.clock.Now())
	})
	return st, asFault(err)
}

// able is the worker who asks, as passports has told of them, when they could take the shift as far as this service
// knows; else a fault with every reason.
func (a *App) able(ctx context.Context, who auth.Principal, s shift.State) (eligibility.Worker, error) {
	w, d, err := a.judgeWorker(ctx, who, s)
	if err != nil {
		return w, err
	}
	if d.Outcome == eligibility.Ineligible {
		return w, fault.New(fault.Conflict, "booking_refused", "You cannot take this shift; see the reasons.").WithReasons(d.Reasons...)
	}
	return w, nil
}

// judgeWorker judges any worker for a shift, whatever else becomes of the shift.
func (a *App) judgeWorker(ctx context.Context, who auth.Principal, s shift.State) (eligibility.Worker, eligibility.Decision, error) {
	w, err := a.worker(ctx, who)
	if err != nil {
		return w, eligibility.Decision{}, err
	}
	facts, err := a.standing(ctx, w, a.clock.Now())
	if err != nil {
		return w, eligibility.Decision{}, err
	}
	d, err := a.judgeBetween(ctx, w, s, &facts)
	return w, d, err
}

// byWorkerID is a principal that names a worker and nothing else, for judging those who do not ask themselves.
func byWorkerID(worker id.ID) auth.Principal { return auth.Principal{WorkerID: worker.String()} }

func applicationFacts(a application.State) auth.Facts {
	return requestFacts(a.ID, a.Employer, a.HomeEmployer, a.WorkerID)
}

func requestFacts(request id.ID, employer, home string, worker id.ID) auth.Facts {
	if request == id.Nil {
		return auth.Facts{}
	}
	return auth.Facts{Employer: employer, Home: home, Worker: worker.String()}
}
