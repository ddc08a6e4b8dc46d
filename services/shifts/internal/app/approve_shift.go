package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// askApproval notes on p whether the employer's policy wants the shifts to wait, and who asks.
func (a *App) askApproval(ctx context.Context, from Policies, p *shift.Posting) error {
	rule, _, err := policyOf[policy.Approval](ctx, from, p.Employer)
	if err != nil {
		return err
	}
	p.Approval, _ = rule.Needed(policy.Asked{StaffGroup: p.StaffGroup, Band: p.Band, Reason: p.Reason, RatePence: p.RatePence, Lead: p.StartsAt.Sub(a.clock.Now())})
	p.By = CallerOf(ctx).Actor
	return nil
}

// Approve opens a shift that waits for approval. Not for the person who posted it.
func (a *App) Approve(ctx context.Context, shiftID id.ID) (shift.State, error) {
	s, err := a.ownShift(ctx, ApproveShift, shiftID)
	if err != nil {
		return shift.State{}, err
	}
	ladder, err := a.ladderFor(ctx, s.Employer, s.StaffGroup)
	if err != nil {
		return shift.State{}, err
	}
	return a.changeShift(ctx, ApproveShift, shiftID, func(st *Standing) error {
		st.Shift.ReleaseBy(ladder)
		return st.Shift.Approve(CallerOf(ctx).Actor, a.clock.Now())
	})
}

// Decline ends a shift that waits for approval. why is one of shift.DeclineReasons.
func (a *App) Decline(ctx context.Context, shiftID id.ID, why string) (shift.State, error) {
	return a.changeShift(ctx, ApproveShift, shiftID, func(st *Standing) error {
		return st.Shift.Decline(why, a.clock.Now())
	})
}

// MaxApprovals is how many shifts may be approved at once.
const MaxApprovals = 200

// Approved is what became of one of many shifts: its state, or why it was not approved.
type Approved struct {
	ShiftID id.ID
	Shift   shift.State
	Err     *fault.Error
}

// ApproveMany approves each of the shifts for itself: one that cannot be approved keeps none of the others back. The
// error is for what concerns all.
func (a *App) ApproveMany(ctx context.Context, shiftIDs []id.ID) ([]Approved, error) {
	if _, err := a.check(ctx, ApproveShift, auth.Facts{Employer: employerOf(ctx)}); err != nil {
		return nil, err
	}
	if len(shiftIDs) == 0 || len(shiftIDs) > MaxApprovals {
		return nil, fault.New(fault.Invalid, "invalid_input", "Choose 1 to %d shifts.", MaxApprovals)
	}
	out := make([]Approved, len(shiftIDs))
	for i, shiftID := range shiftIDs {
		s, err := a.Approve(ctx, shiftID)
		out[i] = Approved{ShiftID: shiftID, Shift: s}
		if err != nil {
			f := fault.Of(err)
			if f.Kind == fault.Internal || f.Kind == fault.Unavailable {
				return nil, err
			}
			out[i].Err = f
		}
	}
	return out, nil
}

// DeclineUnapproved ends shifts that nobody approved before their start. It gives how many it ended.
func (a *App) DeclineUnapproved(ctx context.Context) (int, error) {
	ids, err := a.shifts.Unapproved(ctx, sweepAtOnce)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, shiftID := range ids {
		err := a.shifts.Update(ctx, shiftID, func(st *Standing) error { return st.Shift.DeclineUnapproved() })
		var gone *shift.Refusal
		switch {
		case errors.As(err, &gone): // Approved, declined or called off since it was listed.
		case err != nil:
			return n, err
		default:
			n++
		}
	}
	return n, nil
}
