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

// Coverage tells for every pair of employers that are there today and every staff group which agreements cover a shift that starts now. An
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
	codes := aliases(all, now)
	all = slices.DeleteFunc(all, func(e employer.Employer) bool { return !e.OpenAt(now) })
	inForce = slices.DeleteFunc(inForce, func(x agreement.Agreement) bool {
		return now.Before(x.Clauses().From) || (x.EndsAt() != nil && !now.Before(*x.EndsAt()))
	})
	var out []Cover
	for i, x := range all {
		for _, y := range all[i+1:] {
			if self.Role == auth.Employer && !self.Is(ctx, x.ODS()) && !self.Is(ctx, y.ODS()) {
				continue
			}
			out = append(out, coverPair(x.ODS(), y.ODS(), codes, inForce, now)...)
		}
	}
	return out, all, nil
}

func coverPair(x, y string, codes map[string][]string, inForce []agreement.Agreement, now time.Time) []Cover {
	out := make([]Cover, 0, len(agreement.StaffGroups))
	for _, g := range agreement.StaffGroups {
		c := Cover{A: x, B: y, StaffGroup: g.Code, By: []Covering{}}
		for _, agr := range inForce {
			clauses := agr.Clauses()
			a, b := partyAmong(agr, codes[x], now), partyAmong(agr, codes[y], now)
			if a == "" || b == "" || a == b || !agreement.Covers(clauses.Scope.StaffGroups, g.Code) {
				continue
			}
			c.By = append(c.By, Covering{
				Agreement: agr.ID(), Terms: agr.Terms(), Title: agr.Title(),
				AToB: clauses.Direction.Lends(a, b), BToA: clauses.Direction.Lends(b, a), Until: lastsUntil(agr, a, b),
				WholeScope: len(clauses.Scope.SitesIn) == 0 && len(clauses.Scope.SitesOut) == 0 && len(clauses.Scope.Bands) == 0,
			})
		}
		out = append(out, c)
	}
	return out
}

// aliases are the codes by which an agreement may name each employer that is there at now: its own first, then those of the
// employers that it has followed, since what they signed binds it.
func aliases(all []employer.Employer, now time.Time) map[string][]string {
	follows := map[string]string{}
	out := map[string][]string{}
	for _, e := range all {
		out[e.ODS()] = []string{e.ODS()}
		if !e.OpenAt(now) {
			follows[e.ODS()] = e.Record().SucceededBy
		}
	}
	for code := range follows {
		heir := code
		for range follows { // No chain is longer, whatever was told.
			if next, closed := follows[heir]; closed && next != "" {
				heir = next
			}
		}
		out[heir] = append(out[heir], code)
	}
	return out
}

// partyAmong is the code by which an agreement names an employer that takes part at now; empty when none does.
func partyAmong(agr agreement.Agreement, codes []string, now time.Time) string {
	for _, code := range codes {
		if takesPart(agr, code, now) {
			return code
		}
	}
	return ""
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
