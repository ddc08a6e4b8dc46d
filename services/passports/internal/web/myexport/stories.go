package myexport

import (
	"context"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Stories are the pages' states.
func Stories() []web.Story {
	who := auth.Principal{Subject: "story", Role: auth.Worker, WorkerID: view.Sample().WorkerID, Employer: "RVV"}
	now, own := view.SampleNow, view.Sample()
	own.Holds[0].Why = ""
	own.GoodStanding = &app.GoodStandingView{Good: true, StatedOn: now}
	e := app.Export{
		Schema: app.ExportSchema, ExportedAt: now, Passport: own,
		Disclosures: []app.Disclosure{{Employer: "RWF", Name: "Sample Hospitals", Status: "authorised", From: &now}},
		Adjustments: []app.ExportedAdjustment{{Text: "A chair without arms.", RecordedAt: now}},
		Credentials: []app.ExportedCredential{{CredentialView: app.CredentialView{Title: "Identity", Issuer: "RVV", IssuedAt: now, ExpiresAt: now.AddDate(0, 3, 0), Live: true}}},
		Looks:       []app.LookView{{}},
	}
	bare := app.Export{ExportedAt: now, Passport: app.WorkerView{GivenName: "Sample", FamilyName: "Person", HomeEmployer: "RVV", Status: "active", EnrolledAt: now}}
	return []web.Story{
		{Name: "Take my record with me", Component: OfferPage(), Principal: who},
		{Name: "My record: some of everything", Component: PrintPage(viewOf(context.Background(), e)), Principal: who},
		{Name: "My record: nothing recorded", Component: PrintPage(viewOf(context.Background(), bare)), Principal: who},
	}
}
