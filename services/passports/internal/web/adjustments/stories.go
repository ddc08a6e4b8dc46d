package adjustments

import (
	"net/url"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	who := auth.Principal{Subject: "story", Role: auth.Worker, WorkerID: view.Sample().WorkerID, Employer: "RVV"}
	now := view.SampleNow
	hosts := employersOf("RVV", []app.Disclosure{{Employer: "RWF", Name: "Sample Hospitals", Status: "authorised"}, {Employer: "RPA", Status: "withdrawn"}})
	one := app.Adjustment{ID: id.New(), Text: "A chair without arms.", RecordedAt: now, SharedWith: []string{"RWF", "RYY"}}
	none := app.Adjustment{ID: id.New(), Text: "Please speak to my left side.", RecordedAt: now}
	gone := app.Adjustment{ID: id.New(), RecordedAt: now, WithdrawnAt: &now}
	refused := fault.New(fault.Invalid, "invalid", "Some of what was given breaks a rule. Nothing was changed.").
		WithFields(fault.Field{Location: "form.text", Message: "Say in up to 1000 characters what you would like adjusted."})
	all := []app.Adjustment{one, none, gone}
	return []web.Story{
		{Name: "Adjustments: some", Component: Page(viewOf(all, hosts, url.Values{}, nil, done["asked"])), Principal: who},
		{Name: "Adjustments: none", Component: Page(viewOf(nil, hosts, url.Values{}, nil, "")), Principal: who},
		{Name: "Adjustments: a refusal", Component: Page(viewOf(nil, hosts, url.Values{"shared_with": {"RWF"}}, refused, "")), Principal: who},
		{Name: "Adjustments: who may read one", Component: OnePage(oneOf(one, hosts, nil)), Principal: who},
	}
}
