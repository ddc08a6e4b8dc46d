package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/rosterimport"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// withdrawAll withdraws the shifts of an import that nobody has, some at a time: each step stands by itself, so that whoever takes
// over goes on where the one before was stopped.
func (a *App) withdrawAll(ctx context.Context, had Imported, lease id.ID) error {
	importID := had.State.ID
	for {
		var called []id.ID
		done, none, err := a.imports.WithdrawNext(ctx, importID, lease, func(s *shift.Shift) bool {
			st := s.State()
			if (st.Status != shift.Open && st.Status != shift.AwaitingApproval) || s.CallOff(a.clock.Now()) != nil {
				return false
			}
			called = append(called, st.ID)
			return true
		})
		if err != nil {
			return err
		}
		for _, shiftID := range called {
			a.gate.Open(shiftID)
		}
		if none {
			break
		}
		if err := a.imports.Progress(ctx, importID, lease, done); err != nil {
			return err
		}
	}
	return a.imports.EndUndo(ctx, importID, lease, func(i *rosterimport.Import, withdrawn, kept int) error {
		return i.Withdrawn(withdrawn, kept, a.clock.Now())
	})
}
