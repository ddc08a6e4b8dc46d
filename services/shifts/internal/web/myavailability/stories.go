package myavailability

import (
	"net/url"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/availability"
	"github.com/muster-ics/muster/services/shifts/internal/walltime"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
	"github.com/muster-ics/muster/services/shifts/internal/web/workform"
)

// Stories are the page's states.
func Stories() []web.Story {
	tuesday, holiday := walltime.Day{Year: 2026, Month: 6, Day: 9}, walltime.Day{Year: 2026, Month: 8, Day: 3}
	school := availability.Pattern{First: tuesday, Last: tuesday, Starts: 9 * 60, Ends: 15*60 + 30, Weeks: 3}.Spans()
	away := availability.Pattern{First: holiday, Last: holiday.Plus(13), Weeks: 1}.Spans()
	some := View{Done: done["added"], Times: []Times{timesOf(0, school), timesOf(1, away)}}
	wrong := View{Form: workform.Form{
		Values: url.Values{"first": {""}, "starts": {"9 o'clock"}, "weeks": {"12"}},
		Fault: fault.New(fault.Invalid, "invalid_input", "Some of this cannot be read; see what to change.").WithFields(
			fault.Field{Location: "form.first", Message: "Give the day on which you cannot work."},
			fault.Field{Location: "form.starts", Message: "Give hours and minutes, for example 07:30, or leave it empty."}),
	}}
	return []web.Story{
		{Name: "Availability: some times", Component: Page(some), Principal: view.SampleWorker},
		{Name: "Availability: none", Component: Page(View{}), Principal: view.SampleWorker},
		{Name: "Availability: not understood", Component: Page(wrong), Principal: view.SampleWorker},
	}
}
