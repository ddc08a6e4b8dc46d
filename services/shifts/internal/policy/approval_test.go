package policy_test

import (
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/policy"
)

func TestWhatNeedsApproval(t *testing.T) {
	t.Parallel()
	usual := policy.Asked{StaffGroup: "nursing_midwifery", Band: "5", Reason: "vacancy", RatePence: 1845, Lead: 14 * 24 * time.Hour}
	with := func(change func(*policy.Asked)) policy.Asked { p := usual; change(&p); return p }
	when := policy.Approval{Required: "when", RateAbovePence: 2500, LeadUnderHours: 24, StaffGroups: []string{"admin_clerical"}, Bands: []string{"8a"}, Reasons: []string{"other"}}
	for name, c := range map[string]struct {
		policy policy.Approval
		asked  policy.Asked
		why    string // part of the sentence; empty means no approval
	}{
		"the default asks for nothing":            {policy.DefaultApproval(), usual, ""},
		"always":                                  {policy.Approval{Required: "always"}, usual, "every shift"},
		"when, and nothing of it holds":           {when, usual, ""},
		"a rate at the limit":                     {when, with(func(p *policy.Asked) { p.RatePence = 2500 }), ""},
		"a rate above the limit":                  {when, with(func(p *policy.Asked) { p.RatePence = 2501 }), "above £25.00"},
		"a lead of the limit":                     {when, with(func(p *policy.Asked) { p.Lead = 24 * time.Hour }), ""},
		"a lead below the limit":                  {when, with(func(p *policy.Asked) { p.Lead = 24*time.Hour - time.Minute }), "less than 24 hours"},
		"recorded afterwards":                     {when, with(func(p *policy.Asked) { p.Lead = -time.Hour }), "less than 24 hours"},
		"a staff group":                           {when, with(func(p *policy.Asked) { p.StaffGroup = "admin_clerical" }), "staff group"},
		"a band":                                  {when, with(func(p *policy.Asked) { p.Band = "8a" }), "band"},
		"a reason":                                {when, with(func(p *policy.Asked) { p.Reason = "other" }), "reason"},
		"two conditions are both said":            {when, with(func(p *policy.Asked) { p.Band, p.Reason = "8a", "other" }), "and because"},
		"conditions do not count without a when":  {policy.Approval{Required: "never", RateAbovePence: 1}, usual, ""},
		"a zero lead limit asks for no lead time": {policy.Approval{Required: "when", Bands: []string{"9"}}, with(func(p *policy.Asked) { p.Lead = -time.Hour }), ""},
	} {
		why, needed := c.policy.Needed(c.asked)
		if needed != (c.why != "") || !strings.Contains(why, c.why) {
			t.Errorf("%s: %v, %q", name, needed, why)
		}
	}
}

func TestHowUrgentAShiftIs(t *testing.T) {
	t.Parallel()
	u := policy.DefaultUrgency()
	for _, c := range []struct {
		lead   time.Duration
		reason string
		want   policy.Level
	}{
		{72 * time.Hour, "vacancy", policy.Routine},
		{24 * time.Hour, "sickness", policy.Routine},
		{24*time.Hour - time.Minute, "sickness", policy.Urgent},
		{30 * time.Hour, "escalation", policy.Urgent},
		{48 * time.Hour, "escalation", policy.Routine},
		{4 * time.Hour, "vacancy", policy.Urgent},
		{4*time.Hour - time.Minute, "vacancy", policy.Critical},
		{-time.Hour, "vacancy", policy.Critical},
	} {
		if got := u.Level(c.lead, c.reason); got != c.want {
			t.Errorf("%s %s: %s, want %s", c.lead, c.reason, got, c.want)
		}
	}
}
