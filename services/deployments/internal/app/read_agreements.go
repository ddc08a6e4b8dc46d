package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

// MostAgreements is how many agreements one list has at most.
const MostAgreements = 500

// FindAgreement finds one, for its parties, leads and auditors.
func (a *App) FindAgreement(ctx context.Context, agr id.ID) (agreement.Agreement, error) {
	x, err := a.Agreements.Find(ctx, agr)
	if err != nil {
		return x, absentAgreement(err)
	}
	if _, err := a.mayRead(ctx, &x); err != nil {
		return agreement.Agreement{}, err
	}
	return x, nil
}

// ListAgreements has the newest first. An employer's people get their own; leads and auditors all, or one employer's.
func (a *App) ListAgreements(ctx context.Context, party string) ([]agreement.Agreement, error) {
	self, _ := auth.From(ctx)
	if party == "" && self.Role == auth.Employer {
		party = self.Employer
	}
	if _, err := a.policy.Check(ctx, AgreementRead, auth.Facts{Employer: party, ICS: a.ICS}); err != nil {
		return nil, err
	}
	return a.Agreements.List(ctx, party, MostAgreements)
}
