package oversight

import (
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	lead := auth.Principal{Subject: "story", Role: auth.Lead, ICS: "QKS"}
	n := func(i int) *int { return &i }
	some := View{At: view.SampleNow, Employers: []app.Oversight{
		{Employer: "RVV", Workers: n(210), Deployable: n(190), Percent: n(90), Due: []app.OversightDue{{Kind: "check", Code: "dbs", Coming: n(7)}}},
		{Employer: "NQ7", Workers: n(12)},
	}}
	return []web.Story{
		{Name: "Compliance for leads: some", Component: Page(some), Principal: lead},
		{Name: "Compliance for leads: nobody", Component: Page(View{At: view.SampleNow}), Principal: lead},
	}
}
