// Package forecastpage is the page /fill-rate/forecast: how many shifts of the next days will be unfilled, and how far to
// trust that.
package forecastpage

import (
	"time"

	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/forecast"
	"github.com/muster-ics/muster/services/analytics/internal/web/charts"
	"github.com/muster-ics/muster/services/analytics/internal/web/words"
)

// View is the page.
type View struct {
	AsOf, Trust            string
	Employer, StaffGroup   string
	Employers, StaffGroups []layout.Option
	Forecast               charts.Forecast
}

func viewOf(f forecast.Forecast, asOf time.Time, s app.Scope, employers []app.EmployerFigures) View {
	v := View{
		AsOf: asOf.In(clock.London).Format("Mon 2 Jan 2006 at 15:04"), Trust: charts.Trust(f.Errors, asOf.In(clock.London)),
		Employer: s.Employer, StaffGroup: s.StaffGroup, Forecast: charts.ForecastOf(f),
		StaffGroups: []layout.Option{{Value: "", Text: "All staff groups"}},
	}
	if len(employers) > 1 {
		v.Employers = append(v.Employers, layout.Option{Value: "", Text: "All employers"})
		for _, e := range employers {
			v.Employers = append(v.Employers, layout.Option{Value: e.ODS, Text: e.Name})
		}
	}
	for _, g := range shifts.StaffGroups {
		v.StaffGroups = append(v.StaffGroups, layout.Option{Value: g, Text: words.StaffGroup(g)})
	}
	return v
}
