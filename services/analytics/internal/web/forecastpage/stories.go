package forecastpage

import (
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/forecast"
)

var somebody = auth.Principal{Subject: "story", Name: "Lee Lead", Role: auth.Lead, ICS: "QKS"}

// Stories are the page in all states.
func Stories() []web.Story {
	asOf := time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)
	employers := []app.EmployerFigures{{ODS: "RVV", Name: "East Kent Hospitals"}, {ODS: "RPA", Name: "Medway"}}
	var f, none forecast.Forecast
	for k := range f.Days {
		date := time.Date(2026, 4, 1+k, 0, 0, 0, 0, time.UTC)
		expected := 2 + float64(k%5)
		f.Days[k] = forecast.Day{Date: date, Holiday: k == 2 || k == 5, Open: 6 - k%4, Filled: 3, Expected: expected, Low: expected - 1.5, High: expected + 2, LastWeek: k % 4}
		none.Days[k] = forecast.Day{Date: date, LastWeek: -1}
	}
	f.Errors = forecast.Errors{Compared: 290, Mean: 0.83, LastWeek: 1.3, Judged: 200, Held: 161}
	return []web.Story{
		{Name: "Forecast", Component: Page(viewOf(f, asOf, app.Scope{}, employers)), Principal: somebody},
		{Name: "Forecast of an employer without history", Component: Page(viewOf(none, asOf, app.Scope{Employer: "RVV"}, employers[:1])), Principal: somebody},
	}
}
