package rechargelist

import (
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	who := auth.Principal{Subject: "story", Role: auth.Employer, Employer: "RVV", Duties: []string{auth.Finance}}
	names := view.Names{"RVV": "East Kent Hospitals", "RPA": "Medway NHS FT"}
	full := viewOf([]app.Statement{
		{Home: "RVV", Host: "RPA", Month: "2026-11", Lines: 31, Raised: 20, Disputed: 2, TotalPence: 1_023_877, SettledPence: 300_000},
		{Home: "RPA", Host: "RVV", Month: "2026-11", Lines: 4, Raised: 4, TotalPence: 130_844},
		{Home: "RVV", Host: "RPA", Month: "2026-10", Lines: 28, TotalPence: 911_240, SettledPence: 911_240},
	}, names)
	full.Next = "/recharges?cursor=x"
	return []web.Story{
		{Name: "Recharges: statements", Component: Page(full), Principal: who},
		{Name: "Recharges: none", Component: Page(View{Month: "2026-01"}), Principal: who},
	}
}
