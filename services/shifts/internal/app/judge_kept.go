package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// judgeOpen is judge for a list of what is there to be taken: a shift that is offered to somebody else is not, until the
// offer ends. That a shift is kept for some seconds while its waiting list is asked only the claim says.
func (a *App) judgeOpen(w eligibility.Worker, s shift.State, f eligibility.Facts) eligibility.Decision {
	d := a.judge(w, s, f)
	if s.Reserved == nil || s.Reserved.Offer == id.Nil {
		return d
	}
	var kept *shift.Refusal
	if errors.As(s.KeptFrom(w.ID), &kept) {
		from := s.Reserved.Until
		d.Outcome = eligibility.Ineligible
		d.Reasons = append(d.Reasons, reason.Reason{Code: "SHIFT_OFFERED", Weight: reason.Hard, Message: kept.Message,
			Fix: "Join its waiting list, or look again then.", From: &from})
	}
	return d
}

// judgeBetween is judge with what the shift's employer has decided about who works there.
func (a *App) judgeBetween(ctx context.Context, w eligibility.Worker, s shift.State, f *eligibility.Facts) (eligibility.Decision, error) {
	if err := a.learnHost(ctx, f, s.Employer); err != nil {
		return eligibility.Decision{}, err
	}
	return a.judge(w, s, *f), nil
}
