package coverage

import (
	"time"

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
	now := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	christmas := time.Date(2026, 12, 25, 0, 0, 0, 0, time.UTC)
	some := viewOf([]app.Cover{
		{A: "RPA", B: "RVV", StaffGroup: first, By: []app.Covering{{Agreement: id.ID{1}, Terms: 1, Title: "Kent nurses", WholeScope: true, AToB: true, BToA: true}}},
		{A: "RPA", B: "RWF", StaffGroup: first, By: []app.Covering{{Agreement: id.ID{2}, Terms: 1, Title: "Medway and Maidstone, band 5", AToB: true}}},
		{A: "RVV", B: "RWF", StaffGroup: first, By: []app.Covering{{Agreement: id.ID{3}, Terms: 2, Title: "Until Christmas", WholeScope: true, BToA: true, Until: &christmas}}},
	}, names, first, now)
	return []web.Story{
		{Name: "Coverage: some pairs", Component: Page(some), Principal: who},
		{Name: "Coverage: no employers", Component: Page(viewOf(nil, nil, first, now)), Principal: who},
	}
}
