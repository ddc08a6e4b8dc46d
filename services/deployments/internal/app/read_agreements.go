package app

import (
	"context"
	"slices"

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
	who, err := a.mayRead(ctx, &x)
	if err != nil {
		return agreement.Agreement{}, err
	}
	return a.asSeenBy(who, x), nil
}

// asSeenBy takes out a new version that is still a draft, unless it is the reader's or the reader oversees the system.
func (a *App) asSeenBy(who auth.Principal, x agreement.Agreement) agreement.Agreement {
	r := x.Record()
	if r.Next == nil || r.Next.OfferedAt != nil || r.Next.ProposedBy == who.Employer || oversees(who, auth.Facts{ICS: a.ICS}) {
		return x
	}
	r.Next = nil
	return agreement.Rehydrate(r)
}

// ListAgreements has the newest first. An employer's people get their own; leads and auditors all, or one employer's.
// It has at most MostAgreements.
func (a *App) ListAgreements(ctx context.Context, q AgreementQuery) ([]agreement.Agreement, error) {
	self, _ := auth.From(ctx)
	if q.Party == "" && self.Role == auth.Employer {
		q.Party = self.Employer
	}
	if _, err := a.policy.Check(ctx, AgreementRead, auth.Facts{Employer: q.Party, ICS: a.ICS}); err != nil {
		return nil, err
	}
	if q.Most <= 0 || q.Most > MostAgreements {
		q.Most = MostAgreements
	}
	q.Codes = auth.Codes(ctx, q.Party)
	all, err := a.Agreements.List(ctx, q)
	for i := range all {
		all[i] = a.asSeenBy(self.As(ctx, all[i].Concerns), all[i])
	}
	return all, err
}

// AgreementVersions are all versions of an agreement that the caller may read, the newest first, each with what changed.
func (a *App) AgreementVersions(ctx context.Context, agr id.ID) ([]AgreementVersion, error) {
	x, err := a.FindAgreement(ctx, agr)
	if err != nil {
		return nil, err
	}
	all, err := a.Agreements.Versions(ctx, agr)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(v AgreementVersion) bool {
		mine := x.Terms() == v.Terms || (x.Next() != nil && x.Next().Terms == v.Terms)
		return v.OfferedAt == nil && !mine
	})
	for i, v := range all {
		for _, older := range all[i+1:] {
			if older.InForceAt != nil {
				all[i].Changes = agreement.Diff(older.Clauses, v.Clauses)
				break
			}
		}
	}
	return all, nil
}

// AgreementText is the text of one version, byte for byte as it is signed; of the one that decides when terms is 0.
func (a *App) AgreementText(ctx context.Context, agr id.ID, terms int64) (string, error) {
	if terms == 0 {
		x, err := a.FindAgreement(ctx, agr)
		return x.Record().Text, err
	}
	all, err := a.AgreementVersions(ctx, agr)
	for _, v := range all {
		if v.Terms == terms {
			return v.Text, nil
		}
	}
	if err == nil {
		err = noAgreement()
	}
	return "", err
}
