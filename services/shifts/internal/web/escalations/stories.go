package escalations

import (
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/web/releasepart"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	waits := view.Status{Kind: layout.Yellow, Text: "Asked"}
	rate := Line{Shift: view.Sample(es.ShiftOpen), Asked: releasepart.Asked{ID: "0190a000-0000-7000-8000-0000000000e1",
		What: "£24.00 an hour until Tue 24 Nov 2026 at 19:30", Why: "Hard to fill", When: "Mon 23 Nov 2026 at 09:00", Status: waits, Open: true}}
	off := Line{Shift: view.Sample(es.ShiftOpen), Asked: releasepart.Asked{ID: "0190a000-0000-7000-8000-0000000000e2",
		What: "Off framework agency", Why: "Step due", When: "Mon 23 Nov 2026 at 09:00", Status: waits, Open: true, OffFramework: true}}
	all := []Line{rate, off}
	reader := view.SampleWard
	reader.Duties = nil
	return []web.Story{
		{Name: "Waiting for an executive", Component: Page(View{Lines: all, MayDecide: true, More: true}), Principal: view.SampleWard},
		{Name: "Waiting for an executive: seen by a ward", Component: Page(View{Lines: all}), Principal: reader},
		{Name: "Waiting for an executive: nothing", Component: Page(View{Done: "Approved.", MayDecide: true}), Principal: view.SampleWard},
	}
}
