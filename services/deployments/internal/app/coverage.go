package app

import (
	"context"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
	"github.com/muster-ics/muster/services/deployments/internal/employer"
)

// Covering is one agreement that lets the workers of two employers work for each other.
type Covering struct {
	Agreement id.ID
	Terms     int64
	Title     string
	// WholeScope is true when no site and no band is left out.
	WholeScope bool
	// AToB tells that workers of A may work at B, BToA the other way.
	AToB, BToA bool
	// Until is when it ends for the two: the agreement's end, or the first exit of one of them; nil is never.
	Until *time.Time
}

// Cover is one pair of employers and one staff group, and what covers it today.
type Cover struct {
	// A comes before B in order of the codes.
	A, B, StaffGroup string
	By               []Covering
}

// Coverage tells for every pair of employers and every staff group which agreements cover a shift that starts now. An
// employer's people see the pairs that they are part of.
func (a *App) Coverage(ctx context.Context) ([]Cover, []employer.Employer, error) {
	self, _ := auth.From(ctx)
	if _, err := a.policy.Check(ctx, CoverageRead, auth.Facts{Employer: self.Employer, ICS: a.ICS}); err != nil {
		return nil, nil, err
	}
	all, err := a.Employers.All(ctx)
	if err != nil {
		return nil, nil, err
	}
	inForce, err := a.Agreements.InForce(ctx)
	if err != nil {
		return nil, nil, err
	}
	now := a.Now()
	inForce = slices.DeleteFunc(inForce, func(x agreement.Agreement) bool {
		return now.Before(x.Clauses().From) || (x.EndsAt() != nil && !now.Before(*x.EndsAt()))
	})
	var out []Cover
	for i, x := range all {
		for _, y := range all[i+1:] {
			if self.Role == auth.Employer && x.ODS() != self.Employer && y.ODS() != self.Employer {
				continue
			}
			out = append(out, coverPair(x.ODS(), y.ODS(), inForce, now)...)
		}
	}
	return out, all, nil
}

func coverPair(x, y string, inForce []agreement.Agreement, now time.Time) []Cover {
	out := make([]Cover, 0, len(agreement.StaffGroups))
	for _, g := range agreement.StaffGroups {
		c := Cover{A: x, B: y, StaffGroup: g.Code, By: []Covering{}}
		for _, agr := range inForce {
			clauses := agr.Clauses()
			if !takesPart(agr, x, now) || !takesPart(agr, y, now) || !agreement.Covers(clauses.Scope.StaffGroups, g.Code) {
				continue
			}
			c.By = append(c.By, Covering{
				Agreement: agr.ID(), Terms: agr.Terms(), Title: agr.Title(),
				AToB: clauses.Direction.Lends(x, y), BToA: clauses.Direction.Lends(y, x), Until: lastsUntil(agr, x, y),
				WholeScope: len(clauses.Scope.SitesIn) == 0 && len(clauses.Scope.SitesOut) == 0 && len(clauses.Scope.Bands) == 0,
			})
		}
		out = append(out, c)
	}
	return out
}

// takesPart tells whether an employer is a party of the agreement at now: it has signed, has joined and has not left.
func takesPart(agr agreement.Agreement, ods string, now time.Time) bool {
	_, signed := agr.SignedBy(ods)
	return signed && slices.ContainsFunc(agr.Parties(), func(p agreement.Party) bool {
		return p.Employer == ods && (p.AccedesAt == nil || !now.Before(*p.AccedesAt)) && (p.ExitsAt == nil || now.Before(*p.ExitsAt))
	})
}

// lastsUntil is when an agreement ends for two of its parties; nil is never.
func lastsUntil(agr agreement.Agreement, x, y string) *time.Time {
	until := agr.EndsAt()
	for _, p := range agr.Parties() {
		if (p.Employer == x || p.Employer == y) && p.ExitsAt != nil && (until == nil || p.ExitsAt.Before(*until)) {
			until = p.ExitsAt
		}
	}
	return until
}
