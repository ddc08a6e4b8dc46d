package employerlist

import (
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
)

// Stories are the page's states.
func Stories() []web.Story {
	lead := auth.Principal{Subject: "story", Role: auth.Lead, ICS: "QKS"}
	return []web.Story{
		{Name: "Employers: before a merger", Component: Page(View{Day: "31 March 2026", MayChange: true, Employers: []Employer{
			{"RPA", "Medway NHS Foundation Trust", "an acute trust", "Since 1 July 2022, until 1 April 2026", 1},
			{"RVV", "East Kent Hospitals University NHS Foundation Trust", "an acute trust", "Since 1 July 2022", 4},
		}, Others: []Employer{{"R1K", "North Kent NHS Trust", "an acute trust", "From 1 April 2026", 0}}}), Principal: lead},
		{Name: "Employers: none", Component: Page(View{Day: "1 January 2000"}), Principal: auth.Principal{Subject: "story", Role: auth.Employer, Employer: "RVV"}},
	}
}
