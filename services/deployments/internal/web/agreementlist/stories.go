package agreementlist

import (
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	who := auth.Principal{Subject: "story", Role: auth.Employer, Employer: "RVV", Duties: []string{auth.Approve}}
	full := View{MayDraft: true, Older: "/agreements?cursor=x", Agreements: []Card{
		{ID: "1", Title: "Kent nurses", Waits: "Waits for your employer's signature", Period: "From 1 March 2026, with no end date", Status: view.AgreementStatus("offered"), Parties: []Party{
			{"East Kent Hospitals (RVV)", "signed on 1 March 2026"}, {"Medway NHS FT (RPA)", "not signed yet"},
		}},
		{ID: "2", Title: "Doctors in Kent", Period: "From 1 April 2026, with no end date", Status: view.Status{Kind: layout.Green, Text: "In force"}},
	}}
	return []web.Story{
		{Name: "Agreements: some", Component: Page(full), Principal: who},
		{Name: "Agreements: none", Component: Page(View{}), Principal: who},
	}
}
