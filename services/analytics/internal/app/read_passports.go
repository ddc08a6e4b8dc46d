package app

import (
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

// cleared reduces a passport to what tells the deployable from the others. What occupational health has said beyond fit
// for work, and to whom the worker shows the passport, is not measured and so not kept.
func cleared(p passports.PassportState) fact.State {
	x := fact.Passport{HomeEmployer: p.HomeEmployer, Status: p.Status}
	for _, g := range p.Engagements {
		x.Posts = append(x.Posts, fact.Post{
			Employer: g.Employer, Kind: g.Kind, StaffGroup: g.StaffGroup, Band: g.Band, From: g.From, Until: g.Until,
		})
	}
	for _, c := range p.Checks {
		x.Evidence = append(x.Evidence, fact.Evidence{Of: "check", Code: c.Type, Good: c.Outcome == "satisfied", Until: c.ValidUntil})
	}
	for _, c := range p.Competencies {
		x.Evidence = append(x.Evidence, fact.Evidence{Of: "competency", Code: c.Code, Good: true, Until: c.ValidUntil})
	}
	for _, r := range p.Registrations {
		good := r.Effect == passports.Allow || r.Effect == passports.Flag
		x.Evidence = append(x.Evidence, fact.Evidence{Of: "registration", Code: r.Body, Good: good, Until: r.ValidUntil})
	}
	for _, h := range p.Holds {
		x.Holds = append(x.Holds, fact.Hold{From: h.From, Until: h.Until})
	}
	return x
}
