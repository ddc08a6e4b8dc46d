package deployment

import (
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

// CandidateOf is an agreement as it stands for one pair of employers. It is false when the agreement does not name both,
// or was never offered: a draft is nobody's business but its parties'.
func CandidateOf(a agreement.Agreement, home, host string) (Candidate, bool) {
	if !a.HasParty(home) || !a.HasParty(host) || neverOffered(a) {
		return Candidate{}, false
	}
	c := a.Clauses()
	out := Candidate{
		Agreement: a.ID(), Terms: a.Terms(), Title: c.Title, Model: c.Model, Lead: c.Lead,
		Home: sideOf(a, home), Host: sideOf(a, host), Lends: c.Direction.Lends(home, host),
		From: c.From, InForceAt: a.InForceAt(), EndsAt: a.EndsAt(),
		SitesIn: c.Scope.SitesIn, SitesOut: c.Scope.SitesOut, StaffGroups: c.Scope.StaffGroups, Bands: c.Scope.Bands,
		Excluded: c.Scope.ExcludedActivities, EachVersion: c.Consent == "each_version",
		MaxDays: c.Limits.MaxDaysIn12Months, MaxSingleDays: c.Limits.MaxSingleDeploymentDays,
	}
	if out.InForceAt == nil {
		out.Unsigned = a.Unsigned()
	}
	for _, m := range c.Checks.Minimums {
		out.Minimums = append(out.Minimums, Minimum{Type: m.Type, Level: m.Level, Workforce: m.Workforce, MaxAgeMonths: m.MaxAgeMonths})
	}
	return out, true
}

func neverOffered(a agreement.Agreement) bool {
	return a.Status() == agreement.Draft || (a.Status() == agreement.Ended && a.InForceAt() == nil)
}

func sideOf(a agreement.Agreement, employer string) Side {
	s := Side{Party: employer}
	if sig, ok := a.SignedBy(employer); ok {
		s.SignedAt = moment(&sig.SignedAt)
	}
	if p, is := a.Party(employer); is {
		s.From, s.Until = moment(p.AccedesAt), moment(p.ExitsAt)
	}
	return s
}

func moment(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	u := t.UTC()
	return &u
}
