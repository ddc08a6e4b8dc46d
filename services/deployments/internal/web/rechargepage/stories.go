package rechargepage

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
	pays := auth.Principal{Subject: "story", Role: auth.Employer, Employer: "RPA", Duties: []string{auth.Finance}}
	owed := auth.Principal{Subject: "story", Role: auth.Employer, Employer: "RVV", Duties: []string{auth.Finance}}
	lines := app.SampleRecharges()
	at := func(i int, who auth.Principal) View {
		r := lines[i].Record()
		return viewOf(r, names, who, r.RaisedAt)
	}
	refused := at(0, pays)
	refused.Fault = fault.New(fault.Invalid, "dispute_invalid", "The dispute cannot be taken as it stands.").
		WithFields(fault.Field{Location: "body.reason", Message: "Choose what is wrong with the line."})
	return []web.Story{
		{Name: "Recharge: to pay", Component: Page(at(0, pays)), Principal: pays},
		{Name: "Recharge: dispute refused", Component: Page(refused), Principal: pays},
		{Name: "Recharge: cancelled shift", Component: Page(at(1, owed)), Principal: owed},
		{Name: "Recharge: to answer", Component: Page(at(2, owed)), Principal: owed},
		{Name: "Recharge: let off", Component: Page(at(3, pays)), Principal: pays},
		{Name: "Recharge: settled", Component: Page(at(4, pays)), Principal: pays},
	}
}
