package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// FillFromAgency gives an open shift to an agency, after the bank's time or under an override. The price cap and the lock
// are those of the employer's policies. An approval to go off-framework counts only from an executive.
func (a *App) FillFromAgency(ctx context.Context, shiftID id.ID, f shift.AgencyFill) (shift.State, error) {
	s, err := a.ownShift(ctx, FillByAgency, shiftID)
	if err != nil {
		return shift.State{}, err
	}
	caps, _, err := policyOf[policy.AgencyCaps](ctx, a.policies, s.Employer)
	if err != nil {
		return shift.State{}, err
	}
	lock, _, err := policyOf[policy.ReleaseLock](ctx, a.policies, s.Employer)
	if err != nil {
		return shift.State{}, err
	}
	who, _ := auth.From(ctx)
	f.CapPence, f.Lock, f.Executive = caps.CapPence(s.Band), lock.Before(), who.Has(auth.Executive)
	if f.OffFramework != nil {
		given := *f.OffFramework
		given.ID, given.By = id.New(), CallerOf(ctx).Actor
		f.OffFramework = &given
	}
	return a.changeShift(ctx, FillByAgency, shiftID, func(st *Standing) error {
		return st.Shift.FillFromAgency(f, a.clock.Now())
	})
}
