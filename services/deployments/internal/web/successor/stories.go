package successor

import (
	"net/url"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	lead := auth.Principal{Subject: "story", Role: auth.Lead, ICS: "QKS"}
	v := View{ODS: "RPA", Name: "Medway NHS Foundation Trust", Sites: []string{"Medway Maritime Hospital"}, Others: []app.Word{{Code: "R1K", Label: "North Kent NHS Trust (R1K)"}}}
	refused := v
	refused.Form = view.Form{
		Values: url.Values{"successor": {"R1K"}, "on": {"2026-04-01"}},
		Fault: fault.New(fault.Invalid, "not_sure", "A merger cannot be taken back.").
			WithFields(fault.Field{Location: "form.sure", Message: "Tick that you have checked the employer and the day."}),
	}
	return []web.Story{
		{Name: "Successor: the form", Component: Page(v), Principal: lead},
		{Name: "Successor: refused", Component: Page(refused), Principal: lead},
	}
}
