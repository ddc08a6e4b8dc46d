package newemployer

import (
	"net/url"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	lead := auth.Principal{Subject: "story", Role: auth.Lead, ICS: "QKS"}
	return []web.Story{
		{Name: "Register an employer: empty", Component: Page(view.Form{}), Principal: lead},
		{Name: "Register an employer: refused", Component: Page(view.Form{
			Values: url.Values{"ods": {"R-1"}, "name": {"North Kent NHS Trust"}},
			Fault: fault.New(fault.Invalid, "employer_invalid", "The employer cannot be registered as it stands.").
				WithFields(fault.Field{Location: "body.ods", Message: "Enter an ODS code: 1 to 12 capital letters and digits, such as RVV."}),
		}), Principal: lead},
	}
}
