package employerpage

import (
	"net/url"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	lead := auth.Principal{Subject: "story", Role: auth.Lead, ICS: "QKS"}
	merging := View{
		Form: view.Form{Values: url.Values{"name": {"Medway NHS Foundation Trust"}, "kind": {"acute"}}}, ODS: "RPA", Name: "Medway NHS Foundation Trust",
		Notice: "It closes on 1 April 2026. North Kent NHS Trust follows it, has its sites and is bound by what it signed.",
		Rows: []layout.Row{
			{Key: "Code", Value: "RPA"}, {Key: "What it is", Value: "an acute trust"},
			{Key: "Takes part in QKS", Value: "From 1 July 2022 until 1 April 2026", TestID: "membership"},
		},
		Sites: []Site{{"RPA02", "Medway Maritime Hospital", "Gillingham ME7 5NY", []string{
			"Medway NHS Foundation Trust until 1 April 2026", "North Kent NHS Trust from 1 April 2026",
		}}},
		MayChange: true, Kinds: app.Kinds,
	}
	open := View{
		Form: view.Form{Values: url.Values{"leaves_on": {"2020-01-01"}}, Fault: fault.New(fault.Conflict, "not_member", "East Kent does not take part in QKS before 1 January 2020.")},
		ODS:  "RVV", Name: "East Kent Hospitals University NHS Foundation Trust", Open: true, MayChange: true, Kinds: app.Kinds,
		Theirs: []app.Word{{Code: "RVV01", Label: "William Harvey Hospital"}}, Others: []app.Word{{Code: "RPA", Label: "Medway NHS FT (RPA)"}},
	}
	seen := merging
	seen.MayChange = false
	return []web.Story{
		{Name: "Employer: merging", Component: Page(merging), Principal: lead},
		{Name: "Employer: a refused change", Component: Page(open), Principal: lead},
		{Name: "Employer: as others see it", Component: Page(seen), Principal: auth.Principal{Subject: "story", Role: auth.Employer, Employer: "RVV"}},
	}
}
