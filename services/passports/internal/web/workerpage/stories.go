package workerpage

import (
	"context"
	"net/url"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	some, suspended := view.Sample(), view.Sample()
	suspended.Status, suspended.SuspendedWhy, suspended.Holds = "suspended", "registration", nil
	refused := fault.New(fault.Invalid, "invalid", "Some of what was given breaks a rule. Nothing was changed.").
		WithFields(fault.Field{Location: "form.hold_until", Message: "A hold must end after it begins."})
	sent := url.Values{"hold_why": {"sickness"}, "hold_until": {"2020-01-01"}}
	left := view.Sample()
	left.Status, left.LeftAt, left.ErasedAt, left.GivenName, left.FamilyName, left.Holds = "left", &view.SampleNow, &view.SampleNow, "", "", nil
	assessor := view.Verifier
	assessor.Duties = []string{auth.Health}
	return []web.Story{
		{Name: "Passport of a worker: some of everything", Component: Page(viewOf(context.Background(), view.Verifier, some, view.SampleNow, "dbs", url.Values{}, nil)), Principal: view.Verifier},
		{Name: "Passport of a worker: suspended", Component: Page(viewOf(context.Background(), view.Verifier, suspended, view.SampleNow, "", url.Values{}, nil)), Principal: view.Verifier},
		{Name: "Passport of a worker: a hold refused", Component: Page(viewOf(context.Background(), view.Verifier, some, view.SampleNow, "", sent, refused)), Principal: view.Verifier},
		{Name: "Passport of a worker: left, names erased", Component: Page(viewOf(context.Background(), view.Verifier, left, view.SampleNow, "erase", url.Values{}, nil)), Principal: view.Verifier},
		{Name: "Passport of a worker: occupational health looks", Component: Page(viewOf(context.Background(), assessor, some, view.SampleNow, "", url.Values{}, nil)), Principal: assessor},
	}
}
