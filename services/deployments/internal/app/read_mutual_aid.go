package app

import (
	"context"
	"errors"
	"slices"
	"time"

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
	ctx, self := actingAs(ctx, func(code string) bool { return slices.Contains(m.Record().Parties, code) })
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
	q.Codes = auth.Codes(ctx, q.Party)
	return a.MutualAids.List(ctx, q)
}

// ToOpen is what a lead may choose from: the standing agreements with a clause on mutual aid, and open shifts of their
// parties.
type ToOpen struct {
	Agreements []Agreement
	Shifts     []ShiftFact
	// More tells that there are more shifts than are listed.
	More bool
}

// OpeningQuery narrows the shifts that a lead is offered.
type OpeningQuery struct {
	// Agreement names the one under which to open; its parties' shifts are listed.
	Agreement id.ID
	// Host and StaffGroup narrow the list when not empty.
	Host, StaffGroup string
	// Within is how far ahead shifts start.
	Within time.Duration
}

// mostToOpen is how many shifts one page offers.
const mostToOpen = 60

// ToOpen lists what a lead may open now, soonest first. Without an agreement it lists agreements alone.
func (a *App) ToOpen(ctx context.Context, q OpeningQuery) (ToOpen, error) {
	var out ToOpen
	if _, err := a.policy.Check(ctx, MutualAidActivate, auth.Facts{ICS: a.ICS}); err != nil {
		return out, err
	}
	now := a.Now()
	all, err := a.Agreements.InForce(ctx)
	if err != nil {
		return out, err
	}
	var hosts []string
	for _, x := range all {
		s := a.withHeirs(standing(x, now), now)
		if !s.InForce || s.MaxHours == 0 || len(s.Parties) < 2 {
			continue
		}
		out.Agreements = append(out.Agreements, x)
		if x.ID() == q.Agreement {
			hosts = s.Parties
		}
	}
	if q.Host != "" {
		hosts = slices.DeleteFunc(hosts, func(h string) bool { return h != q.Host })
	}
	if len(hosts) == 0 {
		return out, nil
	}
	err = a.ShiftFacts.Each(ctx, ShiftFactQuery{Hosts: hosts, From: now, Before: now.Add(q.Within)}, func(some []ShiftFact) error {
		for _, f := range some {
			if f.Status != "open" || !f.StartsAt.After(now) || (q.StaffGroup != "" && f.StaffGroup != q.StaffGroup) {
				continue
			}
			if len(out.Shifts) == mostToOpen {
				out.More = true
				return nil
			}
			out.Shifts = append(out.Shifts, f)
		}
		return nil
	})
	return out, err
}

// MayActivate refuses whoever may not open shifts, before they fill a form in.
func (a *App) MayActivate(ctx context.Context) error {
	_, err := a.policy.Check(ctx, MutualAidActivate, auth.Facts{ICS: a.ICS})
	return err
}
