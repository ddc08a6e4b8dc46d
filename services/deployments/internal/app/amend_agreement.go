package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

// AmendAgreement begins a new version of an agreement in force, for the caller's employer: a draft that says what the
// agreement says today. change may write other clauses into it at once; nil leaves them.
func (a *App) AmendAgreement(ctx context.Context, agr id.ID, change func(*Clauses) error) (agreement.Agreement, error) {
	return a.reviseAgreement(ctx, agr, AgreementAmend, ownParty, func(x *agreement.Agreement, by agreement.By, terms int64, now time.Time) error {
		if err := x.Amend(by, terms, now); err != nil || change == nil {
			return err
		}
		return a.rewrite(ctx, x, by, x.Next().Hash, change, now)
	})
}

// ReviseDraft writes other clauses into what has not been offered: an agreement or a new version of one. was is the hash
// of the draft that the caller saw.
func (a *App) ReviseDraft(ctx context.Context, agr id.ID, was string, change func(*Clauses) error) (agreement.Agreement, error) {
	return a.reviseAgreement(ctx, agr, AgreementAmend, drafter, func(x *agreement.Agreement, by agreement.By, _ int64, now time.Time) error {
		return a.rewrite(ctx, x, by, was, change, now)
	})
}

func (a *App) rewrite(ctx context.Context, x *agreement.Agreement, by agreement.By, was string, change func(*Clauses) error, now time.Time) error {
	c, _, _, is := x.Draft()
	if !is {
		return x.Revise(by, was, c, now) // The domain says why not.
	}
	if err := change(&c); err != nil {
		return err
	}
	unknown, err := a.name(ctx, &c)
	if err != nil {
		return err
	}
	if err := x.Revise(by, was, c, now); err != nil {
		return err
	}
	return unknown
}

// DropAmendment gives up a version on its way: who proposed it withdraws it, another party declines it. The version in
// force stays.
func (a *App) DropAmendment(ctx context.Context, agr id.ID) (agreement.Agreement, error) {
	found, err := a.FindAgreement(ctx, agr)
	if err != nil {
		return found, err
	}
	if found.Next() == nil {
		_, err := found.Drop(agreement.By{}, a.Now())
		return found, asFault(err)
	}
	if found.Next().OfferedAt != nil {
		return a.changeAgreement(ctx, agr, AgreementEnd, ownParty, func(x *agreement.Agreement, who auth.Principal, now time.Time) error {
			_, err := x.Drop(byOf(who), now)
			return err
		}, dropped)
	}
	return a.reviseAgreement(ctx, agr, AgreementAmend, drafter, func(x *agreement.Agreement, by agreement.By, _ int64, now time.Time) error {
		_, err := x.Drop(by, now)
		return err
	})
}

// FindDraft finds an agreement that has a draft, for those who may change it.
func (a *App) FindDraft(ctx context.Context, agr id.ID) (agreement.Agreement, error) {
	x, err := a.FindAgreement(ctx, agr)
	if err != nil {
		return x, err
	}
	_, err = a.policy.Check(ctx, AgreementAmend, auth.Facts{Employer: x.Drafter(), ICS: a.ICS})
	return x, err
}

// reviseAgreement is what changes of drafts have in common: nobody is told of them.
func (a *App) reviseAgreement(ctx context.Context, agr id.ID, action auth.Action, whose func(*agreement.Agreement, auth.Principal) string,
	act func(x *agreement.Agreement, by agreement.By, terms int64, now time.Time) error,
) (out agreement.Agreement, err error) {
	err = a.Agreements.Revise(ctx, agr, func(x *agreement.Agreement, nextTerms int64) (Trail, error) {
		who, err := a.mayRead(ctx, x)
		if err != nil {
			return Trail{}, err
		}
		if _, err := a.policy.Check(ctx, action, auth.Facts{Employer: whose(x, who), ICS: a.ICS}); err != nil {
			return Trail{}, err
		}
		trail := a.by(ctx, who, string(action))
		if c, _, _, is := x.Draft(); is {
			trail.Before = c.JSON()
		}
		if err := act(x, byOf(who), nextTerms, a.Now()); err != nil {
			return Trail{}, asFault(err)
		}
		c, _, _, _ := x.Draft()
		trail.After = c.JSON()
		out = *x
		return trail, nil
	})
	return out, absentAgreement(err)
}

func drafter(x *agreement.Agreement, _ auth.Principal) string { return x.Drafter() }

func byOf(who auth.Principal) agreement.By {
	return agreement.By{Employer: who.Employer, Person: who.Subject}
}
