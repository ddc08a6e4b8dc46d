package desk

import (
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	open := view.Sample(es.ShiftOpen)
	board := Board{
		Employer: "East Kent Hospitals", AsOf: "23 November 2026 at 06:30", High: 1, Medium: 1, Waiting: 2,
		Days: []Day{{Name: "Today", Open: 1, OwnBank: 8, Partner: 2, Agency: 1, Total: 12, Rate: "91 %"}, {Name: "Tomorrow", Open: 1, OwnBank: 4, Total: 5, Rate: "80 %"},
			{Name: "Wed 25 Nov", Rate: "None asked for"}, {Name: "Thu 26 Nov", Rate: "None asked for"}},
		Gaps: []Gap{
			{Shift: open, Risk: view.Status{Kind: layout.Red, Text: "High risk"}, Why: []string{"Starts in 2 h", "Nobody on the banks could take it"}},
			{Shift: open, Risk: view.Status{Kind: layout.Orange, Text: "Medium risk"}, Why: []string{"Starts in 20 h"}},
		},
	}
	calm := board
	calm.Gaps, calm.High, calm.Waiting = nil, 0, 0
	return []web.Story{
		{Name: "Desk: gaps", Component: Page(View{Board: board, MayPost: true, ResumeURL: "/desk"}), Principal: view.SampleWard},
		{Name: "Desk: calm", Component: Page(View{Board: calm, ResumeURL: "/desk"}), Principal: view.SampleWard},
	}
}
