package bookingpage

import (
	"github.com/muster-ics/muster/events/reason"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	story := func(name string, b view.Booking, who auth.Principal) web.Story {
		return web.Story{Name: "Booking: " + name, Principal: who, Component: Page(View{Booking: b, Worker: who.Role == auth.Worker, MayCancel: who.Role == auth.Employer, ShowCard: who.Role == auth.Employer && b.Live,
			CancelReasons: shift.WithdrawReasons, GiveBackReasons: shift.GiveBackReasons})}
	}
	near, over := view.SampleBooking(es.BookingConfirmed), view.SampleBooking(es.BookingStarted)
	near.Attendance.CheckIn, over.Attendance.SendHours = true, true
	return []web.Story{
		story("being checked", view.SampleBooking(es.BookingHeld), view.SampleWorker),
		story("confirmed", view.SampleBooking(es.BookingConfirmed), view.SampleWorker),
		story("refused", view.SampleBooking(es.BookingRefused, view.SampleReason()), view.SampleWorker),
		story("seen by the ward", view.SampleBooking(es.BookingConfirmed), view.SampleWard),
		story("not kept", view.SampleBooking(es.BookingHoldExpired), view.SampleWorker),
		story("seen by the lead", view.SampleBooking(es.BookingConfirmed), view.SampleLead),
		story("time to check in", near, view.SampleWorker),
		story("time to send the hours in", over, view.SampleWorker),
		{Name: "Booking: a roster has changed", Principal: view.SampleWorker, Component: Page(View{Booking: view.SampleBooking(es.BookingConfirmed), Worker: true,
			GiveBackReasons: shift.GiveBackReasons, Conflicts: []reason.Reason{view.SampleReason()}})},
	}
}
