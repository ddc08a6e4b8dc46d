package app

import (
	"context"
	"slices"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

// DraftAgreement writes an agreement down for the caller's employer. Nobody is bound and nobody is told.
func (a *App) DraftAgreement(ctx context.Context, c agreement.Clauses) (agreement.Agreement, error) {
	self, _ := auth.From(ctx)
	who, err := a.policy.Check(ctx, AgreementDraft, auth.Facts{Employer: self.Employer, ICS: a.ICS})
	if err != nil {
		return agreement.Agreement{}, err
	}
	unknown, err := a.name(ctx, &c)
	if err != nil {
		return agreement.Agreement{}, err
	}
	draft, err := agreement.NewDraft(id.New(), agreement.By{Employer: who.Employer, Person: who.Subject}, c, a.Now())
	if err != nil {
		return draft, asFault(err)
	}
	if unknown != nil {
		return draft, unknown
	}
	trail := a.by(ctx, who, "agreement.draft")
	trail.After = canonical(agreementState(draft.Record()))
	return draft, a.Agreements.AddDraft(ctx, draft, trail)
}

// name writes into the clauses what the register calls their employers and sites. It refuses, as unknown, parties that
// are not registered and sites that belong to none of the parties.
func (a *App) name(ctx context.Context, c *agreement.Clauses) (unknown, err error) {
	employers, err := a.Employers.All(ctx)
	if err != nil {
		return nil, err
	}
	sites, err := a.Sites.All(ctx, "")
	if err != nil {
		return nil, err
	}
	c.Names = map[string]string{}
	parties := c.Employers()
	for _, e := range employers {
		if slices.Contains(parties, e.ODS()) {
			c.Names[e.ODS()] = e.Details().Name
		}
	}
	named := slices.Concat(c.Scope.SitesIn, c.Scope.SitesOut)
	for _, s := range sites {
		if slices.Contains(named, s.ODS()) && slices.Contains(parties, s.Details().Employer) {
			c.Names[s.ODS()] = s.Details().Name
		}
	}
	var bad []fault.Field
	complain := func(field, message string, codes []string) {
		for _, code := range codes {
			if c.Names[code] == "" {
				bad = append(bad, fault.Field{Location: "body." + field, Message: code + message})
			}
		}
	}
	complain("parties", " is not a registered employer. Check the code.", parties)
	complain("scope.sites_in", " is not a site of one of the parties. Check the code.", c.Scope.SitesIn)
	complain("scope.sites_out", " is not a site of one of the parties. Check the code.", c.Scope.SitesOut)
	if len(bad) > 0 {
		unknown = fault.New(fault.Invalid, "agreement_invalid", "The agreement cannot be drafted as it stands.").WithFields(bad...)
	}
	return unknown, nil
}

// MayEnd refuses whoever could not end an agreement, before they say when.
func (a *App) MayEnd(ctx context.Context) error {
	self, _ := auth.From(ctx)
	_, err := a.policy.Check(ctx, AgreementEnd, auth.Facts{Employer: self.Employer, ICS: a.ICS})
	return err
}

// MayDraft refuses whoever could not draft an agreement, before they fill a form in.
func (a *App) MayDraft(ctx context.Context) error {
	self, _ := auth.From(ctx)
	_, err := a.policy.Check(ctx, AgreementDraft, auth.Facts{Employer: self.Employer, ICS: a.ICS})
	return err
}
