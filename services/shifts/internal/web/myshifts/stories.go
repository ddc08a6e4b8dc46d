package myshifts

import (
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// Stories are the page's states.
func Stories() []web.Story {
	b := view.SampleBooking(es.BookingConfirmed)
	return []web.Story{
		{Name: "My shifts", Principal: view.SampleWorker, Component: Page(View{Hours: view.SampleHours(),
			Coming: []Day{{Heading: b.Shift.Day, Bookings: []view.Booking{b}}}, Over: []view.Booking{view.SampleBooking(es.BookingWithdrawn)},
			Blocks: []string{"Medway NHS Foundation Trust: ward 7. The employer looks at it again by 1 Dec 2026."}, Appeal: app.Appeal})},
		{Name: "My shifts: none", Principal: view.SampleWorker, Component: Page(View{Hours: view.HoursOf(workingtime.Meter{})})},
	}
}
