package shiftlist

import (
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	v := View{When: "soon", Tabs: tabs("soon", ""), Statuses: links("soon", ""), MayPost: true, Next: "/shifts?after=x",
		Shifts: []view.Shift{view.Sample(es.ShiftOpen), view.Sample(es.ShiftFilled), view.Sample(es.ShiftLapsed), view.Sample(es.ShiftCancelled)}}
	all := v
	all.All, all.MayPost = true, false
	return []web.Story{
		{Name: "Shifts: a ward's desk", Component: Page(v), Principal: view.SampleWard},
		{Name: "Shifts: every employer's", Component: Page(all), Principal: view.SampleLead},
		{Name: "Shifts: none", Component: Page(View{Tabs: tabs("later", "open"), Statuses: links("later", "open")}), Principal: view.SampleWard},
	}
}
