package deployment

import (
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

// Standing is an employer as it stands when the shift starts.
type Standing struct {
	// Codes are those by which an agreement may name it, its own first: from the day of a merger what a predecessor signed
	// binds the successor, and booking and agreement may each bear the old code or the new.
	Codes []string
	// Closes is when it is no more and nobody follows it; nil for all others.
	Closes *time.Time
}

// Itself is an employer that follows nobody.
func Itself(code string) Standing { return Standing{Codes: []string{code}} }

// party is the code by which the agreement names the employer, other than not; empty when it does not.
func (s Standing) party(a agreement.Agreement, not string) string {
	for _, code := range s.Codes {
		if code != not && a.HasParty(code) {
			return code
		}
	}
	return ""
}

// CandidateOf is an agreement as it stands for one pair of employers. It is false when the agreement does not name both,
// or was never offered: a draft is nobody's business but its parties'.
func CandidateOf(a agreement.Agreement, from, to Standing) (Candidate, bool) {
	home := from.party(a, "")
	host := to.party(a, home)
	if home == "" || host == "" || neverOffered(a) {
		return Candidate{}, false
	}
	c := a.Clauses()
	out := Candidate{
		Agreement: a.ID(), Terms: a.Terms(), Title: c.Title, Model: c.Model, Lead: c.Lead,
		Home: sideOf(a, home, from), Host: sideOf(a, host, to), Lends: c.Direction.Lends(home, host),
		From: c.From, InForceAt: a.InForceAt(), ReplacedAt: a.SupersededAt(), EndsAt: a.EndsAt(),
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
	out.TopUps = topUpsAt(c.Training.TopUps, host)
	return out, true
}

func neverOffered(a agreement.Agreement) bool {
	return a.Status() == agreement.Draft || (a.Status() == agreement.Ended && a.InForceAt() == nil)
}

func sideOf(a agreement.Agreement, employer string, e Standing) Side {
	s := Side{Party: employer}
	if sig, ok := a.SignedBy(employer); ok {
		s.SignedAt = moment(&sig.SignedAt)
	}
	if p, is := a.Party(employer); is {
		s.From, s.Until = moment(p.AccedesAt), moment(p.ExitsAt)
	}
	if e.Closes != nil && (s.Until == nil || s.Until.After(*e.Closes)) {
		s.Until, s.Closed = moment(e.Closes), true
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
