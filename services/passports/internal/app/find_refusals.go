package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
)

// FindRefusals gives people of an employer a page of the answers that said no to bookings still ahead, on its sites or of its
// own workers, newest first: of each as much as a host may know.
func (p *Passports) FindRefusals(ctx context.Context, before id.ID, limit int) (DecisionPage, error) {
	principal, err := Policy.Check(ctx, MayOverride, auth.Facts{ICS: p.ICS})
	if err != nil {
		return DecisionPage{}, err
	}
	all, err := p.Decisions.RefusalsOf(ctx, principal.Employer, p.Clock.Now(), before, limit+1)
	if err != nil {
		return DecisionPage{}, err
	}
	page := DecisionPage{Decisions: []DecisionView{}}
	if len(all) > limit {
		all = all[:limit]
		page.Next = all[limit-1].ID
	}
	for _, d := range all {
		page.Decisions = append(page.Decisions, publicDecision(d))
	}
	return page, nil
}

// ShowRefusal gives one of them.
func (p *Passports) ShowRefusal(ctx context.Context, decisionID id.ID) (DecisionView, error) {
	principal, err := Policy.Check(ctx, MayOverride, auth.Facts{ICS: p.ICS})
	if err != nil {
		return DecisionView{}, err
	}
	d, err := p.Decisions.Decision(ctx, decisionID)
	if err != nil {
		return DecisionView{}, err
	}
	if !p.about(principal, d.WorkerID, d.Home, d.Host) {
		return DecisionView{}, ErrNoDecision
	}
	return publicDecision(d), nil
}

// MayBeOverridden tells whether named people may decide in place of a requirement, and how many it takes.
func MayBeOverridden(r Requirement) (eyes string, may bool) {
	if r.Result == clearance.Met || r.Result == clearance.Flag {
		return "", false
	}
	e, may := clearance.Overridable[r.Code]
	return string(e), may
}
