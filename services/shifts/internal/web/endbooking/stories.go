package endbooking

import (
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	b := view.SampleBooking(es.BookingConfirmed)
	return []web.Story{
		{Name: "Ending: late, by the worker", Principal: view.SampleWorker, Component: Page(View{Booking: b, Worker: true, Why: "travel",
			Sentences: []string{"This is less than 12 hours before the start, so it counts as late.", "It is the 1st late cancellation with this employer in 90 days."}})},
		{Name: "Ending: unwell", Principal: view.SampleWorker, Component: Page(View{Booking: b, Worker: true, Why: "cannot_work",
			Sentences: []string{"This is never counted against you. The ward hears only that you cannot work the shift."}})},
		{Name: "Ending: by the employer, with a shift to offer", Principal: view.SampleWard, Component: Page(View{Booking: b, Why: "ward_closed",
			Sentences: []string{"This is less than 4 hours before the start, so the worker is owed £202.95."},
			Redeploy:  []layout.Option{{Value: b.Shift.ID, Text: b.Shift.When, Hint: "Ward 9"}, {Value: "", Text: "No other shift", Chosen: true}}})},
	}
}
