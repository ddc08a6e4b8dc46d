package manage

import (
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	finance := view.SampleWard
	finance.Duties = []string{auth.Finance}
	executive := Line{Text: "For an executive", Href: "/escalations", TestID: "escalations", Hint: "Higher rates and agency steps", Count: words(0)}
	return []web.Story{
		{Name: "Manage", Component: Page(View{Posts: true, Waiting: []Line{
			{Text: "Shifts to approve", Href: "/approvals", TestID: "approvals", Hint: "Asked for under your employer's rule", Count: words(3)},
			{Text: "Worked hours", Href: "/timesheets", TestID: "timesheets", Hint: "Approve them together; disputes come first", Count: words(counted)}, executive}}), Principal: view.SampleWard},
		{Name: "Manage: a lead", Component: Employers([]Employer{{ODS: "RVV", Name: "East Kent Hospitals University NHS Foundation Trust"}, {ODS: "RPA", Name: "Medway NHS Foundation Trust"}}), Principal: view.SampleLead},
		{Name: "Manage: a lead, before any employer is registered", Component: Employers(nil), Principal: view.SampleLead},
		{Name: "Manage: without the duty to post or approve", Component: Page(View{Waiting: []Line{executive}}), Principal: finance},
	}
}
