package workerpage

import (
	"net/url"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	some, suspended := view.Sample(), view.Sample()
	suspended.Status, suspended.SuspendedWhy, suspended.Holds = "suspended", "registration", nil
	refused := fault.New(fault.Invalid, "invalid", "Some of what was given breaks a rule. Nothing was changed.").
		WithFields(fault.Field{Location: "form.check_checked_on", Message: "A check cannot have been done in the future."})
	sent := url.Values{"check_type": {"identity"}, "check_outcome": {"satisfied"}, "check_checked_on": {"2027-01-01"}}
	return []web.Story{
		{Name: "Passport of a worker: some of everything", Component: Page(viewOf(some, view.SampleNow, "check", url.Values{}, nil)), Principal: view.Verifier},
		{Name: "Passport of a worker: suspended", Component: Page(viewOf(suspended, view.SampleNow, "", url.Values{}, nil)), Principal: view.Verifier},
		{Name: "Passport of a worker: a check refused", Component: Page(viewOf(some, view.SampleNow, "", sent, refused)), Principal: view.Verifier},
	}
}
