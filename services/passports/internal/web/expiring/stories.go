package expiring

import (
	"context"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/atrisk"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Stories are the pages' states.
func Stories() []web.Story {
	read := view.SampleNow.AddDate(0, 0, -9)
	nurses := app.RoleStanding{Role: "registered_nurse", Workers: 200, Deployable: 180, Lacking: 15, OnHold: 3, Suspended: 2}
	clerks := app.RoleStanding{Role: "ward_clerk", Workers: 10, Deployable: 10}
	some := app.Compliance{
		Employer: "RVV", At: view.SampleNow, Days: 30, Roles: []app.RoleStanding{nurses, clerks},
		Total:     app.RoleStanding{Workers: 210, Deployable: 190, Lacking: 15, OnHold: 3, Suspended: 2},
		Due:       []app.DueCount{{Kind: "check", Code: "dbs", Gone: 3, Coming: 7}, {Kind: "competency", Code: "cstf:FIRE", Coming: 12}},
		Registers: []app.RegisterStanding{{Body: "NMC", Staff: 180, ReadAt: &read, Stale: true}, {Body: "HCPC", Staff: 4}},
	}
	people := People{Employer: "RVV", Standing: app.Lacking, Role: "registered_nurse", Lines: []Line{line(context.Background(), view.Sample(), view.SampleNow)}, Next: "/passports/expiring/people?after=x"}
	return []web.Story{
		{Name: "Compliance: some", Component: Page(View{Compliance: some, Risks: atrisk.Sample(), MoreRisks: true}), Principal: view.Verifier},
		{Name: "Compliance: nobody", Component: Page(View{Compliance: app.Compliance{Employer: "RVV", At: view.SampleNow, Days: 30}}), Principal: view.Verifier},
		{Name: "Compliance: people behind a figure", Component: PeoplePage(people), Principal: view.Verifier},
		{Name: "Compliance: nobody behind a figure", Component: PeoplePage(People{Employer: "RVV", Standing: app.OnHold}), Principal: view.Verifier},
	}
}
