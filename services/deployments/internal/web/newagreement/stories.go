package newagreement

import (
	"net/url"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Stories are the pages' states.
func Stories() []web.Story {
	who := auth.Principal{Subject: "story", Role: auth.Employer, Employer: "RVV", Duties: []string{auth.Approve}}
	names := view.Names{"RVV": "East Kent Hospitals", "RPA": "Medway NHS FT", "RWF": "Maidstone and Tunbridge Wells"}
	bank := app.Templates()[1]
	empty := viewOf("RVV", names, []string{"RPA", "RWF"}, bank, url.Values{}, nil)
	refused := viewOf("RVV", names, []string{"RPA", "RWF"}, bank, url.Values{"title": {"Kent nurses"}, "parties": {"RPA"}},
		fault.New(fault.Invalid, "agreement_invalid", "The agreement cannot be drafted as it stands.").WithFields(
			fault.Field{Location: "form.from", Message: "Enter a date, such as 2026-04-01."},
		))
	return []web.Story{
		{Name: "Draft an agreement: choose a template", Component: ChoicePage(View{Templates: templates(), Values: url.Values{}}), Principal: who},
		{Name: "Draft an agreement: who and when", Component: Page(empty), Principal: who},
		{Name: "Draft an agreement: refused", Component: Page(refused), Principal: who},
	}
}
