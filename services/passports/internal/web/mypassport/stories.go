package mypassport

import (
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	who := auth.Principal{Subject: "story", Role: auth.Worker, WorkerID: view.Sample().WorkerID, Employer: "RVV"}
	some := view.Sample()
	some.Holds[0].Why = ""
	suspended := some
	suspended.Status = "suspended"
	bare := app.WorkerView{GivenName: "Sample", FamilyName: "Person", HomeEmployer: "RVV", Status: "active"}
	return []web.Story{
		{Name: "My passport: some of everything", Component: Page(viewOf(some, view.SampleNow)), Principal: who},
		{Name: "My passport: suspended", Component: Page(viewOf(suspended, view.SampleNow)), Principal: who},
		{Name: "My passport: nothing recorded", Component: Page(viewOf(bare, view.SampleNow)), Principal: who},
	}
}
