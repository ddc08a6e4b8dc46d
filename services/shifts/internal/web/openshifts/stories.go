package openshifts

import (
	"github.com/muster-ics/muster/events/reason"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	some := View{AsOf: "Mon 23 Nov 2026 at 09:00",
		Open:   []Card{{Shift: view.Sample(es.ShiftOpen)}},
		Closed: []Card{{Shift: view.Sample(es.ShiftOpen), Reasons: []reason.Reason{view.SampleReason()}}}}
	return []web.Story{
		{Name: "Open shifts: one open, one not", Component: Page(some), Principal: view.SampleWorker},
		{Name: "Open shifts: none", Component: Page(View{AsOf: some.AsOf}), Principal: view.SampleWorker},
	}
}
