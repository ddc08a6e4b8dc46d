package timesheets

import (
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	approver := view.SampleWard
	approver.Duties = []string{auth.Approve}
	row := func(tail, hours string, tags ...string) Row {
		return Row{BookingID: "0190a000-0000-7000-8000-0000000000" + tail, When: "Tue 24 Nov 19:30 to Wed 25 Nov 07:30", Where: "Ward 7, William Harvey Hospital", Hours: hours, Tags: tags}
	}
	return []web.Story{
		{Name: "Timesheets", Principal: approver, Component: Page(View{
			Look:     []Row{row("b2", "11 h 30 min", "longer than booked", "break missed"), row("b3", "", "Disputed: Attendance")},
			AsBooked: []Row{row("b1", "11 h"), row("b4", "11 h")}, Waiting: []Row{row("b5", "10 h", "shorter than booked")}, Approved: "Approved: 3 of 3."})},
		{Name: "Timesheets: none", Principal: approver, Component: Page(View{})},
	}
}
