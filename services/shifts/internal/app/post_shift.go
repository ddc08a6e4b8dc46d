package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Post asks for one or more equal places. The error is a fault of kind Invalid with every field to change.
func (a *App) Post(ctx context.Context, p shift.Posting) ([]shift.State, error) {
	who, err := a.check(ctx, PostShift, auth.Facts{Employer: employerOf(ctx)})
	if err != nil {
		return nil, err
	}
	if p.Employer != who.Employer {
		return nil, fault.New(fault.Forbidden, "not_your_employer", "You can post shifts for %s only.", who.Employer).
			WithFields(fault.Field{Location: "body.employer", Message: "Give your own employer, " + who.Employer + "."})
	}
	if err := a.askApproval(ctx, &p); err != nil {
		return nil, err
	}
	shifts, err := shift.Post(p, id.New, a.clock.Now())
	if err != nil {
		return nil, asFault(err)
	}
	if err := a.checkSite(ctx, p); err != nil {
		return nil, err
	}
	if err := a.shifts.Post(ctx, shifts); err != nil {
		return nil, asFault(err)
	}
	out := make([]shift.State, len(shifts))
	for i, s := range shifts {
		out[i] = s.State()
	}
	return out, nil
}

// checkSite wants a site that deployments has registered for the employer.
func (a *App) checkSite(ctx context.Context, p shift.Posting) error {
	site, err := a.models.Site(ctx, p.Site)
	if err == nil && site.Employer == p.Employer {
		return nil
	}
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	return asFault(&shift.Invalid{Problems: []shift.Problem{{
		Field: "site", Message: "No site " + p.Site + " is registered for " + p.Employer + "; choose one of the employer's sites."}}})
}

// employerOf is the employer of whoever asks, for rules about one's own employer.
func employerOf(ctx context.Context) string {
	p, _ := auth.From(ctx)
	return p.Employer
}
