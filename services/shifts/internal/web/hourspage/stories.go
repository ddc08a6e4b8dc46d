package hourspage

import (
	"time"

	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/timesheet"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	starts := time.Date(2026, 11, 24, 19, 30, 0, 0, time.UTC)
	after := starts.Add(13 * time.Hour)
	approver := view.SampleWard
	approver.Duties = []string{auth.Approve}
	booked := timesheet.Hours{StartsAt: starts, EndsAt: starts.Add(12 * time.Hour), BreakMinutes: 60}
	story := func(name string, who auth.Principal, hours timesheet.Status) web.Story {
		b := booking.State{Status: booking.Confirmed, StartsAt: booked.StartsAt, EndsAt: booked.EndsAt, NetMinutes: 660}
		if hours != "" {
			claimed := booked
			claimed.EndsAt = claimed.EndsAt.Add(30 * time.Minute)
			b.Status = booking.Worked
			b.Sheet = &timesheet.Sheet{Status: hours, Hours: claimed, Booked: booked, Claimed: claimed, Note: "Handover ran on.",
				Exceptions: []timesheet.Exception{timesheet.NotCheckedIn, timesheet.Longer, timesheet.HasNote}}
		}
		switch hours {
		case timesheet.Amended, timesheet.Disputed:
			b.Sheet.Hours, b.Sheet.AmendWhy = booked, "The night shift was there at half past."
		case timesheet.Approved:
			b.ApprovedPence = 21217
		}
		if hours == timesheet.Disputed {
			b.Dispute = &timesheet.Dispute{Why: "hours", Text: "I stayed for the handover.", At: after, ReplyBy: after.Add(7 * 24 * time.Hour)}
		}
		v := viewOf(app.Booked{Booking: b}, who, view.AttendanceOf(b, after))
		v.Booking = view.SampleBooking(es.BookingConfirmed)
		v.History = []view.HistoryLine{{At: "Tue 24 Nov 2026 at 19:28", What: "Checked in"}}
		return web.Story{Name: "Hours: " + name, Principal: who, Component: Page(v)}
	}
	return []web.Story{
		story("to send in", view.SampleWorker, ""),
		story("sent in", view.SampleWorker, timesheet.Submitted),
		story("changed by the ward", view.SampleWorker, timesheet.Amended),
		story("approved", view.SampleWorker, timesheet.Approved),
		story("to approve", approver, timesheet.Submitted),
		story("dispute to answer", approver, timesheet.Disputed),
	}
}
