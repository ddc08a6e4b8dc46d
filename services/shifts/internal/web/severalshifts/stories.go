package severalshifts

import (
	"github.com/muster-ics/muster/events/reason"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	s := view.Sample(es.ShiftOpen)
	open := []Choice{{Shift: s, Pay: view.PayOf(view.SampleQuote())}}
	done := View{Open: open, Results: []Result{
		{Shift: s, Status: view.Status{Kind: layout.Green, Text: "Confirmed"}, Booking: "/bookings/0190a000-0000-7000-8000-0000000000b1"},
		{Shift: s, Status: view.Status{Kind: layout.Red, Text: "Not taken"}, Says: "You cannot take this shift; see the reasons.", Reasons: []reason.Reason{view.SampleReason()}},
	}}
	return []web.Story{
		{Name: "Several shifts", Component: Page(View{Open: open}), Principal: view.SampleWorker},
		{Name: "Several shifts: results", Component: Page(done), Principal: view.SampleWorker},
		{Name: "Several shifts: none open", Component: Page(View{}), Principal: view.SampleWorker},
	}
}
