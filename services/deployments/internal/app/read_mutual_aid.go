package app

import (
	"context"
	"errors"
	"slices"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/mutualaid"
)

// MostMutualAids is how many ListMutualAids gives at most.
const MostMutualAids = 100

// FindMutualAid gives one to those who take part, leads and auditors; to others it is not there.
func (a *App) FindMutualAid(ctx context.Context, aid id.ID) (mutualaid.MutualAid, error) {
	m, err := a.MutualAids.Find(ctx, aid)
	if errors.Is(err, ErrAbsent) {
		return m, noMutualAid()
	}
	if err != nil {
		return m, err
	}
	self, _ := auth.From(ctx)
	f := auth.Facts{ICS: a.ICS}
	if slices.Contains(m.Record().Parties, self.Employer) {
		f.Employer = self.Employer
	}
	if _, err := a.policy.Check(ctx, MutualAidRead, f); err != nil {
		return mutualaid.MutualAid{}, err
	}
	return m, nil
}

// ListMutualAids has the newest first: all for leads and auditors, for an employer's people those that it takes part in.
func (a *App) ListMutualAids(ctx context.Context, q MutualAidQuery) ([]mutualaid.MutualAid, error) {
	self, _ := auth.From(ctx)
	if self.Role == auth.Employer {
		q.Party = self.Employer
	}
	if _, err := a.policy.Check(ctx, MutualAidRead, auth.Facts{Employer: q.Party, ICS: a.ICS}); err != nil {
		return nil, err
	}
	if q.Most <= 0 || q.Most > MostMutualAids {
		q.Most = MostMutualAids
	}
	return a.MutualAids.List(ctx, q)
}
