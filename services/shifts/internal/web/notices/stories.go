package notices

import (
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	some := View{Unread: 2, Latest: 9, Older: "/notices?before=1", Notices: []Notice{
		{ID: "a", Headline: "Your shift was cancelled by the employer", Detail: "Tue 24 Nov, 07:30 to 20:00, Ward 7, William Harvey Hospital (East Kent). It is no longer needed.", Link: "/bookings/a", At: "23 November 2026 at 09:12", New: true, Ask: true, Shifts: 1},
		{ID: "b", Headline: "Registered nurse, Wed 25 Nov, 19:30 to 08:00", Detail: "Ward 8, Medway Maritime Hospital (Medway). You can take this shift.", Link: "/shifts/b/accept", At: "23 November 2026 at 08:00", New: true, Shifts: 5},
		{ID: "c", Headline: "You have the shift", Detail: "Tue 24 Nov, 07:30 to 20:00, Ward 7, William Harvey Hospital (East Kent). It is confirmed.", Link: "/bookings/a", At: "22 November 2026 at 18:40", Shifts: 1},
	}}
	return []web.Story{
		{Name: "Notices: some", Component: Page(some), Principal: view.SampleWorker},
		{Name: "Notices: none", Component: Page(View{}), Principal: view.SampleWorker},
	}
}
