package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
)

// Admit refuses whoever may not do this even with what is their own: their role or their duties rule it out. It is asked
// before anything is read or judged, so that such a refusal is the same whether the thing exists or not, and whatever
// was entered.
func (a *App) Admit(ctx context.Context, action auth.Action) error {
	who, ok := auth.From(ctx)
	if !ok {
		return nil
	}
	_, err := a.policy.Check(ctx, action, auth.Facts{Employer: who.Employer, Worker: who.WorkerID, ICS: who.ICS})
	if fault.Is(err, fault.NotFound) {
		return forbidden("This is not for the role in which you have signed in. Sign in as somebody who may do it.")
	}
	return err
}
