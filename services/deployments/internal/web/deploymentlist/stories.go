package deploymentlist

import (
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
)

// Stories are the page's states.
func Stories() []web.Story {
	who := auth.Principal{Subject: "story", Role: auth.Lead, ICS: "QKS"}
	row := Row{
		When: "19:30 to 07:30", Worker: "a1b2c3d4", Home: "East Kent Hospitals (RVV)", Host: "Medway NHS FT (RPA)",
		Site: "Medway Maritime Hospital (RPA02)", As: "Nursing and midwifery registered, Band 5", Agreement: "Kent nurses", AgreementHref: "/agreements/1", Why: "/deployments/1",
	}
	return []web.Story{
		{Name: "Deployments: two days", Component: Page(View{Days: []Day{
			{Name: "Tuesday 24 November", Deployments: []Row{row, row}}, {Name: "Wednesday 25 November", Deployments: []Row{row}},
		}, Next: "/deployments?cursor=x"}), Principal: who},
		{Name: "Deployments: none", Component: Page(View{}), Principal: who},
	}
}
