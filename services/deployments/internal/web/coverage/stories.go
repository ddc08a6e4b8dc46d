package coverage

import (
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	who := auth.Principal{Subject: "story", Role: auth.Lead, ICS: "QKS"}
	names := view.Names{"RVV": "East Kent Hospitals", "RPA": "Medway NHS FT", "RWF": "Maidstone and Tunbridge Wells"}
	some := viewOf([]app.Cover{
		{A: "RPA", B: "RVV", StaffGroup: first, By: []app.Covering{{Agreement: id.ID{1}, Terms: 1, Title: "Kent nurses", WholeScope: true}}},
		{A: "RPA", B: "RWF", StaffGroup: first, By: []app.Covering{{Agreement: id.ID{2}, Terms: 1, Title: "Medway and Maidstone, band 5"}}},
		{A: "RVV", B: "RWF", StaffGroup: first},
	}, names, first)
	return []web.Story{
		{Name: "Coverage: some pairs", Component: Page(some), Principal: who},
		{Name: "Coverage: no employers", Component: Page(viewOf(nil, nil, first)), Principal: who},
	}
}
