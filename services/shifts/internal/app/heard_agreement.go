package app

import (
	"cmp"
	"encoding/json"
	"fmt"

	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
)

// agreementOf reads an agreement as it was told.
func agreementOf(state json.RawMessage) (eligibility.Agreement, error) {
	var a deployments.AgreementState
	if err := json.Unmarshal(state, &a); err != nil {
		return eligibility.Agreement{}, fmt.Errorf("read a kept agreement: %w", err)
	}
	return agreementToldOf(a)
}

func agreementToldOf(a deployments.AgreementState) (eligibility.Agreement, error) {
	agreementID, err := id.Parse(a.AgreementID)
	if err != nil {
		return eligibility.Agreement{}, fmt.Errorf("read an agreement: %w", err)
	}
	out := eligibility.Agreement{
		ID: agreementID, Version: a.Version, Title: a.Title, Status: a.Status, Model: a.Model, Sites: a.Sites, StaffGroups: a.StaffGroups, Bands: a.Bands,
		MaxDays: a.MaxDays, From: a.From, InForceAt: a.InForceAt, Until: a.Until}
	for _, p := range a.Parties {
		out.Parties = append(out.Parties, eligibility.Party{Employer: p.Employer, SignedAt: p.SignedAt, From: p.AccedesAt, ExitsAt: p.ExitsAt})
	}
	if a.Clauses != nil {
		clausesOf(*a.Clauses, &out)
	}
	return out, nil
}

// clausesOf completes an agreement with what only its clauses say.
func clausesOf(c deployments.Clauses, a *eligibility.Agreement) {
	a.Model, a.Lead, a.SitesOut, a.Excluded = cmp.Or(c.Model, a.Model), c.Lead, c.Scope.SitesOut, c.Scope.ExcludedActivities
	a.OneWay, a.Lenders, a.Borrowers = c.Direction.Kind == "one_way", c.Direction.Lenders, c.Direction.Borrowers
	a.EachVersion, a.MaxSingleDays, a.Names = c.Consent == "each_version", c.Limits.MaxSingleDeploymentDays, c.Names
	for _, m := range c.Checks.Minimums {
		a.Minimums = append(a.Minimums, eligibility.Minimum(m))
	}
	for _, u := range c.Training.TopUps {
		a.TopUps = append(a.TopUps, eligibility.TopUp(u))
	}
}
