package mypassport

import (
	"context"
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
	gone := some
	gone.Status, gone.Holds = "left", nil
	some.WorkingTime = &app.WorkingTimeView{Contract: "wtr_1998", OptOutFrom: &some.EnrolledAt, Cap: "term_time_20"}
	story := func(name string, own app.OwnPassport) web.Story {
		return web.Story{Name: "My passport: " + name, Component: Page(viewOf(context.Background(), own, view.SampleNow)), Principal: who}
	}
	return []web.Story{
		story("some of everything", app.OwnPassport{Worker: some, Tasks: view.SampleTasks(), Shared: 3}),
		story("suspended", app.OwnPassport{Worker: suspended, Shared: 1}),
		story("nothing recorded", app.OwnPassport{Worker: bare}),
		story("left", app.OwnPassport{Worker: gone}),
	}
}
