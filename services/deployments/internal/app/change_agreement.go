package app

import (
	"context"
	"errors"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

// mayRead refuses, as if it were not there, an agreement that is not the caller's to know of.
func (a *App) mayRead(ctx context.Context, agr *agreement.Agreement) (auth.Principal, error) {
	return a.mayReadFor(ctx, agr, AgreementRead)
}

// mayReadFor is mayRead for another action with the facts of reading.
func (a *App) mayReadFor(ctx context.Context, agr *agreement.Agreement, action auth.Action) (auth.Principal, error) {
	ctx, self := actingAs(ctx, agr.Concerns)
	f := auth.Facts{ICS: a.ICS}
	if agr.Concerns(self.Employer) {
		f.Employer = self.Employer
	}
	return a.policy.Check(ctx, action, f)
}

// changeAgreement is what offering, signing and ending have in common. whose gives the employer whose act it is.
func (a *App) changeAgreement(ctx context.Context, agr id.ID, action auth.Action, whose func(*agreement.Agreement, auth.Principal) string,
	act func(*agreement.Agreement, auth.Principal, time.Time) error, what change,
) (out agreement.Agreement, err error) {
	err = a.Agreements.Update(ctx, agr, func(x *agreement.Agreement, keep func(Told) error) error {
		who, err := a.mayRead(ctx, x)
		if err != nil {
			return err
		}
		if _, err := a.policy.Check(ctx, action, auth.Facts{Employer: whose(x, who), ICS: a.ICS}); err != nil {
			return err
		}
		now, before := a.Now(), x.Record()
		if err := act(x, who, now); err != nil {
			return asFault(err)
		}
		if err := keep(tellAgreement(x, before, what, a.ICS, now, a.by(ctx, who, string(action)))); err != nil {
			return err
		}
		if err := a.complete(ctx, x, who, now, keep); err != nil {
			return err
		}
		out = *x
		return nil
	})
	return out, absentAgreement(err)
}

// complete brings an agreement into force in the transaction of its last signature.
func (a *App) complete(ctx context.Context, x *agreement.Agreement, who auth.Principal, now time.Time, keep func(Told) error) error {
	if !x.Complete() {
		return nil
	}
	before := x.Record()
	if err := x.BringIntoForce(now); err != nil {
		return asFault(err)
	}
	return keep(tellAgreement(x, before, cameIntoForce, a.ICS, now, a.by(ctx, who, "agreement.bring_into_force")))
}

func absentAgreement(err error) error {
	switch {
	case errors.Is(err, ErrAbsent):
		return noAgreement()
	case errors.Is(err, ErrUnknownEmployer):
		return unknownEmployer()
	case errors.Is(err, ErrSameScope):
		return fault.New(fault.Conflict, "same_scope_in_force",
			"Another agreement in force has two of these parties and the same sites, staff groups and bands at the same time. End that one first.")
	}
	return err
}

func ownParty(_ *agreement.Agreement, who auth.Principal) string { return who.Employer }
