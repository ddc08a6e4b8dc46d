package web

import (
	"slices"

	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/web/bookingpage"
	"github.com/muster-ics/muster/services/shifts/internal/web/endbooking"
	"github.com/muster-ics/muster/services/shifts/internal/web/hourspage"
	"github.com/muster-ics/muster/services/shifts/internal/web/timesheets"
)

// mountAttendance adds the pages of what happens after a booking is confirmed.
func mountAttendance(s *web.Server, a *app.App) {
	booking, hours, desk := bookingpage.Handler{App: a}, hourspage.Handler{App: a}, timesheets.Handler{App: a}
	page(s, "GET /bookings/{id}/ending", app.ReadConsequence, endbooking.Handler(a))
	page(s, "POST /bookings/{id}/check-in", app.CheckIn, booking.CheckIn)
	page(s, "POST /bookings/{id}/late", app.TellLate, booking.Late)
	page(s, "POST /bookings/{id}/did-not-attend", app.RecordAbsence, booking.DidNotAttend)
	page(s, "POST /bookings/{id}/left-early", app.RecordLeaving, booking.LeftEarly)
	page(s, "GET /bookings/{id}/timesheet", app.ReadBooking, hours.Show)
	page(s, "POST /bookings/{id}/timesheet", app.SubmitHours, hours.Submit)
	page(s, "POST /bookings/{id}/timesheet/amend", app.ApproveHours, hours.Amend)
	page(s, "POST /bookings/{id}/timesheet/agree", app.AgreeHours, hours.Agree)
	page(s, "POST /bookings/{id}/dispute", app.Dispute, hours.Dispute)
	page(s, "POST /bookings/{id}/dispute/answer", app.AnswerDispute, hours.Answer)
	page(s, "GET /timesheets", app.ListHours, desk.Show)
	page(s, "POST /timesheets/approve", app.ApproveHours, desk.Approve)
}

func attendanceStories() []web.Story {
	return slices.Concat(endbooking.Stories(), hourspage.Stories(), timesheets.Stories())
}
