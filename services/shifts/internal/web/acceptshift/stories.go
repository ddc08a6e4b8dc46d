package acceptshift

import (
	"github.com/muster-ics/muster/events/reason"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	open := view.Sample(es.ShiftOpen)
	return []web.Story{
		{Name: "Accept: confirm", Component: Page(View{Shift: open, Pay: view.PayOf(view.SampleQuote())}), Principal: view.SampleWorker},
		{Name: "Accept: refused", Component: Page(View{Shift: open,
			Fault: fault.New(fault.Conflict, "rest_11h", "You need 11 hours of rest.").WithReasons(view.SampleReason())}), Principal: view.SampleWorker},
		{Name: "Accept: taken", Component: Page(View{Fault: fault.New(fault.Conflict, "shift_taken", "Somebody took this shift 4 s ago."), Wait: "0190a000-0000-7000-8000-0000000000f1",
			Alternatives: []Alternative{{Href: "/shifts/x/accept", Text: open.When + ", Ward 8"}}}), Principal: view.SampleWorker},
		{Name: "Accept: mine already", Component: Page(View{Shift: view.Sample(es.ShiftFilled), Mine: "/bookings/x"}), Principal: view.SampleWorker},
		{Name: "Accept: the ward chooses", Component: Page(View{Shift: open, Apply: true}), Principal: view.SampleWorker},
		{Name: "Accept: a warning first", Component: Page(View{Shift: open, Reasons: []reason.Reason{view.SampleReason()}}), Principal: view.SampleWorker},
	}
}
