package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Amend changes what a shift of the caller's employer asks for; shift.Amend says what may change when. matches judges the
// version that is to be changed.
func (a *App) Amend(ctx context.Context, shiftID id.ID, amendment shift.Amendment, matches func(version int64) error) (shift.State, error) {
	s, err := a.ownShift(ctx, AmendShift, shiftID)
	if err != nil {
		return shift.State{}, err
	}
	rule, _, err := policyOf[policy.Approval](ctx, a.policies, s.Employer)
	if err != nil {
		return shift.State{}, err
	}
	return a.changeShift(ctx, AmendShift, shiftID, func(st *Standing) error {
		before := st.Shift.State()
		if err := matches(before.Version); err != nil {
			return err
		}
		if err := st.Shift.Amend(amendment, CallerOf(ctx).Actor, a.clock.Now()); err != nil {
			return err
		}
		return a.stillApproved(rule, before, st.Shift.State())
	})
}

// stillApproved keeps an amendment from going round the employer's approval: an open shift may not become one that would
// have had to be approved, nor a dearer one that would.
func (a *App) stillApproved(rule policy.Approval, before, after shift.State) error {
	if after.Status != shift.Open {
		return nil
	}
	_, needed := rule.Needed(a.asked(before))
	if why, needs := rule.Needed(a.asked(after)); needs && (!needed || after.RatePence > before.RatePence) {
		return fault.New(fault.Conflict, "approval_needed", "%s Withdraw it and post it again as it should be, so that it can be approved.", why)
	}
	return nil
}

func (a *App) asked(s shift.State) policy.Asked {
	return policy.Asked{StaffGroup: s.StaffGroup, Band: s.Band, Reason: s.Reason, RatePence: s.RatePence, Lead: s.StartsAt.Sub(a.clock.Now())}
}
