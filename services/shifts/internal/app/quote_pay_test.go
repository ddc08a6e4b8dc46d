package app

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

func TestTheBandOfAWorkerIsThatOfTheirEngagementForTheWork(t *testing.T) {
	t.Parallel()
	starts := time.Date(2026, 6, 9, 6, 30, 0, 0, time.UTC)
	s := shift.State{StaffGroup: "nursing_midwifery", Role: "registered_nurse", StartsAt: starts}
	over := starts.Add(-time.Hour)
	is := func(change func(*eligibility.Engagement)) eligibility.Engagement {
		g := eligibility.Engagement{Employer: "RPA", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5", From: starts.AddDate(-1, 0, 0)}
		change(&g)
		return g
	}
	for name, c := range map[string]struct {
		engagements []eligibility.Engagement
		want        string
	}{
		"none":                         {nil, ""},
		"one":                          {[]eligibility.Engagement{is(func(*eligibility.Engagement) {})}, "5"},
		"the higher of two":            {[]eligibility.Engagement{is(func(g *eligibility.Engagement) { g.Band = "8a" }), is(func(g *eligibility.Engagement) { g.Band = "6" })}, "8a"},
		"the same role before another": {[]eligibility.Engagement{is(func(g *eligibility.Engagement) { g.Band, g.Role = "7", "ward_manager" }), is(func(*eligibility.Engagement) {})}, "5"},
		"another role before none":     {[]eligibility.Engagement{is(func(g *eligibility.Engagement) { g.Band, g.Role = "7", "ward_manager" })}, "7"},
		"not another staff group":      {[]eligibility.Engagement{is(func(g *eligibility.Engagement) { g.StaffGroup = "allied_health" })}, ""},
		"not another employer's":       {[]eligibility.Engagement{is(func(g *eligibility.Engagement) { g.Employer = "RVV" })}, ""},
		"not one that is over":         {[]eligibility.Engagement{is(func(g *eligibility.Engagement) { g.Until = &over })}, ""},
		"not one that is to come":      {[]eligibility.Engagement{is(func(g *eligibility.Engagement) { g.From = starts.Add(time.Minute) })}, ""},
		"a medical grade":              {[]eligibility.Engagement{is(func(g *eligibility.Engagement) { g.Band = "medical" })}, "medical"},
	} {
		if got := WorkerPay(eligibility.Worker{HomeEmployer: "RPA", Engagements: c.engagements}, s).Band; got != c.want {
			t.Errorf("%s: band %q, want %q", name, got, c.want)
		}
	}
}

func TestARateAboveTheStandardOneIsMarkedEscalated(t *testing.T) {
	t.Parallel()
	until := time.Date(2026, 6, 9, 12, 0, 0, 0, time.UTC)
	s := shift.State{RatePence: 1845}
	if ShiftPay(s).Escalated {
		t.Error("a shift without an escalation")
	}
	s.RatePence, s.BaseRatePence, s.EscalatedUntil = 2500, 1845, &until
	if p := ShiftPay(s); !p.Escalated || p.RatePence != 2500 {
		t.Errorf("%+v", p)
	}
}
