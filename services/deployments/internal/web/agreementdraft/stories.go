package agreementdraft

import (
	"net/url"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Stories are the pages' states.
func Stories() []web.Story {
	who := auth.Principal{Subject: "story", Role: auth.Employer, Employer: "RVV", Duties: []string{auth.Approve}}
	c := app.Templates()[1].Clauses
	c.Title, c.From = "Kent nurses", time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	c.Parties = []app.Party{{Employer: "RPA"}, {Employer: "RVV"}}
	d := draft{agreement: app.Agreement{}, clauses: c, terms: 1, hash: "9f86d081884c7d65", people: people{
		self: "RVV", names: view.Names{"RVV": "East Kent Hospitals", "RPA": "Medway NHS FT"}, others: []string{"RPA"},
	}}
	first := tasksOf(d, "drafted")
	amends := first
	amends.Amends, amends.Version, amends.Done = true, "2", ""
	amends.Changes = []Change{{Heading: "Limits", Before: "There is no limit on the days", After: "On at most 30 days in any 12 months"}}
	out := []web.Story{
		{Name: "Draft: first version", Component: Page(first), Principal: who},
		{Name: "Draft: new version", Component: Page(amends), Principal: who},
	}
	for _, g := range Groups {
		out = append(out, web.Story{Name: "Draft: " + g.Title, Component: GroupPage(groupView(d, g, nil, nil)), Principal: who})
	}
	limits, _ := groupOf("limits")
	refused := fault.New(fault.Invalid, "agreement_invalid", "The agreement cannot be drafted as it stands.").
		WithFields(fault.Field{Location: "body.limits.max_days_in_12_months", Message: "Enter a number of days from 1 to 366, or 0 for no limit."})
	return append(out, web.Story{Name: "Draft: Limits refused", Principal: who, Component: GroupPage(groupView(d, limits,
		url.Values{"was": {"9f86d081884c7d65"}, "limits.max_days_in_12_months": {"many"}}, refused))})
}
