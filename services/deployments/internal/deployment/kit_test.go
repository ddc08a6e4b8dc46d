package deployment_test

import (
	"time"
	_ "time/tzdata"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

var (
	london, _ = time.LoadLocation("Europe/London")
	first     = id.ID{15: 1}
	second    = id.ID{15: 2}
)

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, london)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

func ptr[T any](v T) *T { return &v }

// candidate is an agreement in force between RVV and RPA for everything, signed on 1 March 2026.
func candidate(changes ...func(*deployment.Candidate)) deployment.Candidate {
	c := deployment.Candidate{
		Agreement: first, Terms: 1, Title: "Kent nurses", Model: "home_pays", Lends: true,
		Home: deployment.Side{Party: "RVV", SignedAt: ptr(at("2026-03-01 12:00"))},
		Host: deployment.Side{Party: "RPA", SignedAt: ptr(at("2026-03-01 11:00"))},
		From: at("2026-03-01 00:00"), InForceAt: ptr(at("2026-03-01 12:00")),
	}
	for _, change := range changes {
		if change != nil {
			change(&c)
		}
	}
	return c
}

// placement is of a worker of RVV for a shift at RPA by day on 10 March 2026.
func placement(change func(*deployment.Placement)) deployment.Placement {
	p := deployment.Placement{
		Booking: id.ID{1}, Shift: id.ID{2}, Worker: id.ID{3}, Home: "RVV", Host: "RPA", Site: "RPA02",
		StaffGroup: "nursing_midwifery", Band: "5", StartsAt: at("2026-03-10 07:30"), EndsAt: at("2026-03-10 19:30"),
	}
	if change != nil {
		change(&p)
	}
	return p
}

// fitting is a passport that meets every clause, and the worker's word for the host.
func fitting(changes ...func(*deployment.Passport)) *deployment.Passport {
	checked := at("2025-06-01 00:00")
	p := &deployment.Passport{Version: 7, Disclosures: &[]deployment.Disclosure{{From: at("2026-03-01 12:00"), Agreement: first, Terms: 1}}}
	for _, kind := range []string{"identity", "right_to_work", "references", "occupational_health"} {
		p.Checks = append(p.Checks, deployment.Check{Type: kind, Outcome: "satisfied", CheckedOn: &checked})
	}
	p.Checks = append(p.Checks, deployment.Check{Type: "dbs", Outcome: "satisfied", Level: "enhanced", Workforce: "adult", CheckedOn: &checked})
	for _, change := range changes {
		if change != nil {
			change(p)
		}
	}
	return p
}

func days(from string, n int) []deployment.Day {
	out := make([]deployment.Day, n)
	for i := range out {
		out[i] = deployment.DayOf(at(from), london) + deployment.Day(i)
	}
	return out
}

func facts(p deployment.Placement, candidates ...deployment.Candidate) deployment.Facts {
	return deployment.Facts{Placement: p, Candidates: candidates}
}

func codesOf(a deployment.Answer) (hard, soft []string) {
	for _, r := range a.Reasons {
		if r.Weight == "hard" {
			hard = append(hard, r.Code)
		} else {
			soft = append(soft, r.Code)
		}
	}
	return hard, soft
}
