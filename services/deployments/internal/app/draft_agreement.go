package app

import (
	"context"
	"errors"
	"slices"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
	"github.com/muster-ics/muster/services/deployments/internal/site"
)

// DraftAgreement writes an agreement down for the caller's employer. Nobody is bound and nobody is told.
func (a *App) DraftAgreement(ctx context.Context, c agreement.Clauses) (agreement.Agreement, error) {
	self, _ := auth.From(ctx)
	who, err := a.policy.Check(ctx, AgreementDraft, auth.Facts{Employer: self.Employer, ICS: a.ICS})
	if err != nil {
		return agreement.Agreement{}, err
	}
	draft, err := agreement.NewDraft(id.New(), agreement.By{Employer: who.Employer, Person: who.Subject}, c, a.Now())
	if err != nil {
		return draft, asFault(err)
	}
	if err := a.refuseUnknownCodes(ctx, draft.Clauses()); err != nil {
		return draft, err
	}
	trail := a.by(ctx, who, "agreement.draft")
	trail.After = canonical(agreementState(draft.Record()))
	return draft, a.Agreements.AddDraft(ctx, draft, trail)
}

// refuseUnknownCodes refuses parties that are not registered and sites that belong to none of the parties.
func (a *App) refuseUnknownCodes(ctx context.Context, c agreement.Clauses) error {
	var bad []fault.Field
	for _, p := range c.Parties {
		if _, err := a.Employers.Find(ctx, p); errors.Is(err, ErrAbsent) {
			bad = append(bad, fault.Field{Location: "body.parties", Message: p + " is not a registered employer. Check the code."})
		} else if err != nil {
			return err
		}
	}
	if len(c.Sites) > 0 {
		all, err := a.Sites.All(ctx, "")
		if err != nil {
			return err
		}
		for _, code := range c.Sites {
			if !slices.ContainsFunc(all, func(s site.Site) bool {
				return s.ODS() == code && slices.Contains(c.Parties, s.Details().Employer)
			}) {
				bad = append(bad, fault.Field{Location: "body.sites", Message: code + " is not a site of one of the parties. Check the code."})
			}
		}
	}
	if len(bad) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, "agreement_invalid", "The agreement cannot be drafted as it stands.").WithFields(bad...)
}

// MayDraft refuses whoever could not draft an agreement, before they fill a form in.
func (a *App) MayDraft(ctx context.Context) error {
	self, _ := auth.From(ctx)
	_, err := a.policy.Check(ctx, AgreementDraft, auth.Facts{Employer: self.Employer, ICS: a.ICS})
	return err
}
