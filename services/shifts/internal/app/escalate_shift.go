package app

import (
	"context"
	"errors"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// EscalatedShift is a request and its shift.
type EscalatedShift struct {
	Escalation shift.Escalation
	Shift      shift.State
}

// Escalate asks an executive to pay more for a shift for a time. The zero time is until the start.
func (a *App) Escalate(ctx context.Context, shiftID id.ID, ask shift.Ask) (EscalatedShift, error) {
	var made shift.Escalation
	ask.By = CallerOf(ctx).Actor
	s, err := a.changeShift(ctx, EscalateShift, shiftID, func(st *Standing) error {
		want := ask
		if want.ExpiresAt.IsZero() {
			want.ExpiresAt = st.Shift.State().StartsAt
		}
		if err := st.Shift.AskForRate(id.New(), want, a.clock.Now()); err != nil {
			return err
		}
		made = st.Shift.Escalations()[0]
		return nil
	})
	return EscalatedShift{made, s}, err
}

// ApproveEscalation says yes to a request: the rate is raised, or the step opens.
func (a *App) ApproveEscalation(ctx context.Context, escalation id.ID, d shift.Decision) (EscalatedShift, error) {
	d.By = CallerOf(ctx).Actor
	return a.decideEscalation(ctx, escalation, func(s *shift.Shift, e shift.Escalation, now time.Time) error {
		return s.ApproveEscalation(e, d, id.New, now)
	})
}

// DeclineEscalation says no to a request; the shift goes on as it is.
func (a *App) DeclineEscalation(ctx context.Context, escalation id.ID) (EscalatedShift, error) {
	by := CallerOf(ctx).Actor
	return a.decideEscalation(ctx, escalation, func(s *shift.Shift, e shift.Escalation, now time.Time) error {
		return s.DeclineEscalation(e, by, now)
	})
}

func (a *App) decideEscalation(ctx context.Context, escalation id.ID, say func(*shift.Shift, shift.Escalation, time.Time) error) (EscalatedShift, error) {
	e, err := a.shifts.Escalation(ctx, escalation)
	if errors.Is(err, ErrNotFound) {
		if _, perr := a.check(ctx, DecideEscalation, auth.Facts{}); perr != nil {
			return EscalatedShift{}, perr
		}
		return EscalatedShift{}, unknown()
	}
	if err != nil {
		return EscalatedShift{}, err
	}
	// What was read before the lock is judged again by the table: a request is decided once.
	s, err := a.changeShift(ctx, DecideEscalation, e.ShiftID, func(st *Standing) error {
		return say(st.Shift, e, a.clock.Now())
	})
	if err != nil {
		return EscalatedShift{}, err
	}
	e, err = a.shifts.Escalation(ctx, escalation)
	return EscalatedShift{e, s}, err
}

// EscalationsOf gives the requests about one shift, oldest first.
func (a *App) EscalationsOf(ctx context.Context, shiftID id.ID) ([]shift.Escalation, error) {
	if _, err := a.ownShift(ctx, ReadEscalations, shiftID); err != nil {
		return nil, err
	}
	return a.shifts.EscalationsOf(ctx, shiftID)
}

// Asked gives what waits for an answer on the open shifts of the caller's employer, the soonest shift first.
func (a *App) Asked(ctx context.Context, limit int) ([]AskedFor, error) {
	who, err := a.check(ctx, ReadEscalations, auth.Facts{Employer: employerOf(ctx)})
	if err != nil {
		return nil, err
	}
	return a.shifts.Asked(ctx, who.Employer, a.clock.Now(), limit)
}

// OffFrameworkOf gives the approval under which a shift may go off-framework, with its statement: to executives of the
// shift's employer only, nil to everybody else and where there is none.
func (a *App) OffFrameworkOf(ctx context.Context, s shift.State) (*shift.OffFramework, error) {
	if s.OffFrameworkID == id.Nil {
		return nil, nil
	}
	if _, err := a.check(ctx, DecideEscalation, auth.Facts{Employer: s.Employer}); err != nil {
		return nil, nil //nolint:nilerr // Who may not read it sees a shift without it.
	}
	o, err := a.shifts.OffFramework(ctx, s.OffFrameworkID)
	return &o, err
}
