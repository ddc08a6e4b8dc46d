// Package sections is the navigation between the pages of analytics.
package sections

import (
	"context"
	"slices"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/app"
)

// Section is one page that can be chosen. It is shown to whoever may do Action.
type Section struct {
	Text, Href string
	Action     auth.Action
}

// All has a line for each page that is there, in the order in which a day needs them: what is so now, what was, what will
// be, what goes out. A test opens every one.
var All = []Section{
	{"Now", "/fill-rate", app.ViewFillRates},
	{"Shifts", "/fill-rate/shifts", app.ViewShifts},
	{"Alerts", "/fill-rate/alerts", app.ViewAlerts},
	{"Forecast", "/fill-rate/forecast", app.ViewForecast},
	{"Simulation", "/fill-rate/simulations", app.SimulateLadder},
	{"Trend", "/fill-rate/trend", app.ViewTrend},
	{"At a moment", "/fill-rate/as-of", app.ViewAsOf},
	{"Waiting", "/fill-rate/waiting", app.ViewMeasures},
	{"Agencies", "/fill-rate/agency", app.ViewMeasures},
	{"Lending", "/fill-rate/flows", app.ViewFlows},
	{"Rates", "/fill-rate/rates", app.ViewRates},
	{"People", "/fill-rate/people", app.ViewCompliance},
	{"Staffing call", "/fill-rate/pack/today", app.ViewFillRates},
	{"Board pack", "/fill-rate/pack", app.ViewReturns},
	{"Returns", "/fill-rate/returns", app.ViewReturns},
	{"Wall", "/fill-rate/wall/displays", app.ViewDisplays},
}

var policy = app.Policy()

// links are the sections that whoever asks may open.
func links(ctx context.Context) []layout.Link {
	who, ok := auth.From(ctx)
	if !ok {
		return nil
	}
	var out []layout.Link
	for _, s := range All {
		if _, err := policy.Check(ctx, s.Action, auth.Facts{ICS: who.ICS}); err == nil {
			out = append(out, layout.Link{Text: s.Text, Href: s.Href})
		}
	}
	return out
}

// Has tells whether there is a page at an address.
func Has(href string) bool {
	return slices.ContainsFunc(All, func(s Section) bool { return s.Href == href })
}

// summary names the page where one is, and that there are others.
func summary(all []layout.Link, active string) string {
	for _, l := range all {
		if l.Href == active {
			return l.Text + ": all pages of fill rates"
		}
	}
	return "All pages of fill rates"
}
