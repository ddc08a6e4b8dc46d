package statementpage

import (
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	names := view.Names{"RVV": "East Kent Hospitals", "RPA": "Medway NHS FT"}
	a := asked{"RVV", "RPA", "2026-11"}
	pays := auth.Principal{Subject: "story", Role: auth.Employer, Employer: "RPA", Duties: []string{auth.Finance}}
	owed := auth.Principal{Subject: "story", Role: auth.Employer, Employer: "RVV", Duties: []string{auth.Finance}}
	lead := auth.Principal{Subject: "story", Role: auth.Lead, ICS: "QKS"}
	lines := app.SampleRecharges()
	refused := viewOf(a, lines, names, pays)
	refused.Fault = fault.New(fault.Invalid, "settlement_invalid", "The line cannot be settled as it stands.").
		WithFields(fault.Field{Location: "body.reference", Message: "Enter some text without spaces at its ends."})
	done := viewOf(a, lines, names, lead)
	done.Done = "The payment is recorded."
	return []web.Story{
		{Name: "Statement: to pay", Component: Page(viewOf(a, lines, names, pays)), Principal: pays},
		{Name: "Statement: owed to us", Component: Page(viewOf(a, lines, names, owed)), Principal: owed},
		{Name: "Statement: seen by the lead", Component: Page(done), Principal: lead},
		{Name: "Statement: payment refused", Component: Page(refused), Principal: pays},
		{Name: "Statement: empty", Component: Page(viewOf(asked{"RVV", "RPA", app.Month("2026-01")}, nil, names, owed)), Principal: owed},
	}
}
