package app

import (
	"context"
	"maps"
	"slices"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

// AuthoriseDeployment answers a booking across employers: authorised under an agreement, or refused with every reason.
// A booking at the worker's own employer needs no answer. cause is the id of the event that asked. The same question
// again, or after the booking's end, changes nothing.
func (a *App) AuthoriseDeployment(ctx context.Context, p deployment.Placement, cause string) error {
	if p.Home == p.Host {
		return nil
	}
	fresh := id.New()
	return a.Deployments.Answer(ctx, p, func(e Evidence) (Decided, error) {
		answer, kept, err := Judge(p, e)
		if err != nil {
			return Decided{}, err
		}
		now := a.Now()
		d := deployment.Decide(fresh, p, answer, now)
		kept.Version, kept.Cause = d.Record().Version, causeRequested
		return Decided{
			Deployment: d, Told: tellDeployment(&d, nil, a.ICS, now, system("authorise", "deployment.decide", cause)), Authorisation: kept,
		}, nil
	})
}

// Why an authorisation was judged.
const (
	causeRequested = "booking_requested"
	causeAgreement = "agreement_changed"
	causePassport  = "passport_changed"
)

// Judge answers a placement on the evidence, with what is kept of it: the same evidence gives the same bytes.
func Judge(p deployment.Placement, e Evidence) (deployment.Answer, Authorisation, error) {
	facts, err := FactsOf(p, e)
	if err != nil {
		return deployment.Answer{}, Authorisation{}, err
	}
	answer, inputs := deployment.Authorise(facts), facts.Inputs()
	return answer, Authorisation{
		Engine: deployment.Engine, Inputs: inputs, Digest: deployment.Digest(inputs), Answer: answer.Canonical(inputs),
	}, nil
}

// FactsOf lays the evidence out for the rules.
func FactsOf(p deployment.Placement, e Evidence) (deployment.Facts, error) {
	f := deployment.Facts{
		Placement: p, Candidates: []deployment.Candidate{}, Names: map[string]string{}, OneEmployer: slices.Contains(e.Home.Codes, p.Host),
	}
	if e.Aid != nil && slices.ContainsFunc(e.Home.Codes, func(code string) bool { return slices.Contains(e.Aid.Record().Parties, code) }) {
		r := e.Aid.Record()
		f.Aid = &deployment.Aid{ID: r.ID, Agreement: r.Agreement}
	}
	for _, x := range e.Agreements {
		c, ok := deployment.CandidateOf(x, e.Home, e.Host)
		if !ok {
			continue
		}
		for _, g := range e.Given {
			if g.Agreement != c.Agreement {
				continue
			}
			day := deployment.DayOf(g.StartsAt, clock.London)
			if c.MaxDays > 0 {
				c.Days = append(c.Days, day)
			}
			if c.MaxSingleDays > 0 && slices.Contains(e.Host.Codes, g.Host) {
				c.HostDays = append(c.HostDays, day)
			}
		}
		f.Candidates = append(f.Candidates, c)
		maps.Copy(f.Names, x.Clauses().Names)
	}
	maps.Copy(f.Names, e.Names)
	for code := range f.Names {
		if code != p.Home && code != p.Host && !f.Speaks(code) {
			delete(f.Names, code)
		}
	}
	var err error
	f.Passport, err = passportFacts(e.Known, append([]string{p.Host}, e.Host.Codes...))
	return f, err
}
