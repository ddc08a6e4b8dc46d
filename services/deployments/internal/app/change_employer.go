package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/deployments/internal/employer"
)

// RenameEmployer gives an employer another name or kind. The same again changes nothing.
func (a *App) RenameEmployer(ctx context.Context, ods, name, kind string) error {
	return a.changeEmployer(ctx, ods, "employer.rename", tellEmployerChanged, func(e *employer.Employer) (bool, error) {
		return e.Rename(name, kind)
	})
}

// JoinSystem lets an employer take part in this system from the start of a day in London on.
func (a *App) JoinSystem(ctx context.Context, ods string, on time.Time) error {
	return a.changeEmployer(ctx, ods, "membership.join", tellMembership, func(e *employer.Employer) (bool, error) {
		return true, e.Join(a.ICS, on)
	})
}

// LeaveSystem ends an employer's part in this system at the start of a day in London.
func (a *App) LeaveSystem(ctx context.Context, ods string, on time.Time) error {
	return a.changeEmployer(ctx, ods, "membership.leave", tellMembership, func(e *employer.Employer) (bool, error) {
		return true, e.Leave(a.ICS, on)
	})
}

// changeEmployer is what changes of one employer have in common. tell makes the news beside employer.registered, which is
// told of every version.
func (a *App) changeEmployer(ctx context.Context, ods, action string, tell func(e, before employer.Employer, at time.Time, t Trail) Told,
	act func(*employer.Employer) (bool, error),
) error {
	who, err := a.policy.Check(ctx, EmployerChange, auth.Facts{ICS: a.ICS})
	if err != nil {
		return err
	}
	return a.Registers.Change(ctx, func(h *Held) ([]Told, error) {
		e, ok := h.Employers[ods]
		if !ok {
			return nil, noEmployer(ods)
		}
		before := *e
		changed, err := act(e)
		if err != nil || !changed {
			return nil, asFault(err)
		}
		now, trail := a.Now(), a.by(ctx, who, action)
		out := []Told{tellEmployerChanged(*e, before, now, trail)}
		if other := tell(*e, before, now, trail); other.Event.EventName() != out[0].Event.EventName() {
			out = append(out, other)
		}
		return out, nil
	})
}

func noEmployer(ods string) error {
	return fault.New(fault.NotFound, "employer_not_found", "No employer with the code %s is registered.", ods)
}
