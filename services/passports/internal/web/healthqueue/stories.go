package healthqueue

import (
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
)

// Stories are the page's states.
func Stories() []web.Story {
	who := auth.Principal{Subject: "story", Role: auth.Employer, Employer: "RVV", Duties: []string{auth.Health}}
	some := View{Employer: "RVV", Next: "/passports/health?after=x", Rows: []Row{{
		WorkerID: "01957f00-0000-7000-8000-000000000001", Name: "Sample Person", Role: "Registered nurse, band 5", Status: "Runs out in 5 days", Kind: layout.Orange,
	}}}
	return []web.Story{
		{Name: "Work health assessments: one due", Component: Page(some), Principal: who},
		{Name: "Work health assessments: none due", Component: Page(View{Employer: "RVV"}), Principal: who},
	}
}
