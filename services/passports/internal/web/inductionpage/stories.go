package inductionpage

import (
	"net/url"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	who := auth.Principal{Subject: "story", Role: auth.Employer, Employer: "RWF", Duties: []string{auth.Post}}
	today := url.Values{"done_on": {view.Today(view.SampleNow)}}
	late := fault.New(fault.Invalid, "invalid", "Some of what was given breaks a rule. Nothing was changed.").
		WithFields(fault.Field{Location: "form.done_on", Message: "Give the day on which it was done, today at the latest."})
	worker := "01957f00-0000-7000-8000-000000000001"
	return []web.Story{
		{Name: "Induction: record", Component: Page(viewOf(worker, "Sample Person", "RWF03", today, nil)), Principal: who},
		{Name: "Induction: refused", Component: Page(viewOf(worker, "Sample Person", "RWF03", url.Values{"done_on": {"2030-01-01"}}, late)), Principal: who},
	}
}
