package app

import (
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/agreement"
	"github.com/muster-ics/muster/services/deployments/internal/mutualaid"
)

// standing is an agreement as a mutual aid sees it.
func standing(agr agreement.Agreement, now time.Time) mutualaid.Standing {
	s := mutualaid.Standing{Agreement: agr.ID(), Terms: agr.Terms(), Title: agr.Title(), EndsAt: agr.EndsAt()}
	c := agr.Clauses()
	s.InForce = agr.Status() == agreement.InForce && !now.Before(c.From) && (s.EndsAt == nil || now.Before(*s.EndsAt))
	s.MaxHours = c.MutualAid.MaxHours
	for _, p := range agr.Parties() {
		if takesPart(agr, p.Employer, now) {
			s.Parties = append(s.Parties, p.Employer)
		}
	}
	return s
}
