package app

import (
	"context"
	"slices"

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
}

// Cover is one pair of employers and one staff group, and what covers it today.
type Cover struct {
	// A comes before B in order of the codes; agreements hold in both directions.
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
			out = append(out, coverPair(x.ODS(), y.ODS(), inForce)...)
		}
	}
	return out, all, nil
}

func coverPair(x, y string, inForce []agreement.Agreement) []Cover {
	out := make([]Cover, 0, len(agreement.StaffGroups))
	for _, g := range agreement.StaffGroups {
		c := Cover{A: x, B: y, StaffGroup: g.Code, By: []Covering{}}
		for _, agr := range inForce {
			clauses := agr.Clauses()
			if !agr.HasParty(x) || !agr.HasParty(y) || !agreement.Covers(clauses.Scope.StaffGroups, g.Code) {
				continue
			}
			c.By = append(c.By, Covering{
				Agreement: agr.ID(), Terms: agr.Terms(), Title: agr.Title(),
				WholeScope: len(clauses.Scope.SitesIn) == 0 && len(clauses.Scope.SitesOut) == 0 && len(clauses.Scope.Bands) == 0,
			})
		}
		out = append(out, c)
	}
	return out
}
