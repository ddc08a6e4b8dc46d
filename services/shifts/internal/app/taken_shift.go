package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// TakenBefore tells a worker who comes late that a shift is taken, as an attempt would be told: a *TakenError when somebody
// has it and it has not begun, else that there is no such shift. A link in an alert is opened minutes after it was sent.
func (a *App) TakenBefore(ctx context.Context, shiftID id.ID) error {
	if _, err := a.check(ctx, AcceptShift, auth.Facts{}); err != nil {
		return err
	}
	s, err := a.shifts.Get(ctx, shiftID)
	switch {
	case errors.Is(err, ErrNotFound):
		return unknown()
	case err != nil:
		return err
	case s.Status != shift.Filled || !s.StartsAt.After(a.clock.Now()):
		return unknown()
	}
	return a.taken(ctx, &Verdict{TakenAt: a.takenAt(ctx, s), Shift: s})
}
