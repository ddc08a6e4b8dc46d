// Package web is what analytics serves over HTTP: the JSON API and the pages.
package web

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/web/agencypage"
	"github.com/muster-ics/muster/services/analytics/internal/web/api"
	"github.com/muster-ics/muster/services/analytics/internal/web/areaspage"
	"github.com/muster-ics/muster/services/analytics/internal/web/asofpage"
	"github.com/muster-ics/muster/services/analytics/internal/web/displaypage"
	"github.com/muster-ics/muster/services/analytics/internal/web/drill"
	"github.com/muster-ics/muster/services/analytics/internal/web/employer"
	"github.com/muster-ics/muster/services/analytics/internal/web/flowspage"
	"github.com/muster-ics/muster/services/analytics/internal/web/forecastpage"
	"github.com/muster-ics/muster/services/analytics/internal/web/overview"
	"github.com/muster-ics/muster/services/analytics/internal/web/packpage"
	"github.com/muster-ics/muster/services/analytics/internal/web/peoplepage"
	"github.com/muster-ics/muster/services/analytics/internal/web/ratespage"
	"github.com/muster-ics/muster/services/analytics/internal/web/returnspage"
	"github.com/muster-ics/muster/services/analytics/internal/web/simulationpage"
	"github.com/muster-ics/muster/services/analytics/internal/web/snapshotpage"
	"github.com/muster-ics/muster/services/analytics/internal/web/todaypage"
	"github.com/muster-ics/muster/services/analytics/internal/web/trendpage"
	"github.com/muster-ics/muster/services/analytics/internal/web/waitingpage"
)

// Mount adds every route.
func Mount(s *web.Server, u api.UseCases, ics string) {
	api.Mount(s, u, ics)
	s.Page("GET /fill-rate", app.ViewFillRates, overview.Handler(u.Screens, u.Rates))
	s.Page("GET /fill-rate/stream", app.ViewFillRates, overview.Stream(u.Screens, u.Rates))
	wall, displays := overview.NewWallScreen(u.Screens, u.Rates, u.Displays), displaypage.Handler{Displays: u.Displays}
	s.Page("GET /fill-rate/wall", app.ViewFillRates, wall.Show)
	s.Page("GET /fill-rate/wall/stream", app.ViewFillRates, wall.Stream)
	s.Page("GET /fill-rate/wall/display/{secret}", web.Public, wall.Display)
	s.Page("GET /fill-rate/wall/display/{secret}/stream", web.Public, wall.DisplayStream)
	s.Page("GET /fill-rate/wall/displays", app.ViewDisplays, displays.List)
	s.Page("POST /fill-rate/wall/displays", app.ChangeDisplays, displays.Make)
	s.Page("POST /fill-rate/wall/displays/{id}/withdraw", app.ChangeDisplays, displays.Withdraw)
	s.Page("GET /fill-rate/forecast", app.ViewForecast, forecastpage.Handler(u.Rates))
	s.Page("GET /fill-rate/shifts", app.ViewShifts, drill.Handler(u.Drill, u.Rates, u.Clock))
	s.Page("GET "+trendpage.Path, app.ViewTrend, trendpage.Handler(u.Rates, u.Measures, u.Clock))
	s.Page("GET "+asofpage.Path, app.ViewAsOf, asofpage.Handler(u.Rates, u.Measures, u.Clock))
	s.Page("GET "+waitingpage.Path, app.ViewMeasures, waitingpage.Handler(u.Rates, u.Measures, u.Clock))
	s.Page("GET "+agencypage.Path, app.ViewMeasures, agencypage.Handler(u.Rates, u.Measures, u.Clock))
	s.Page("GET "+flowspage.Path, app.ViewFlows, flowspage.Handler(u.Rates, u.Measures, u.Clock))
	s.Page("GET "+ratespage.Path, app.ViewRates, ratespage.Handler(u.Rates, u.Measures, u.Clock))
	s.Page("GET "+peoplepage.Path, app.ViewCompliance, peoplepage.Handler(u.Rates, u.Measures, u.Clock))
	s.Page("GET "+simulationpage.Path, app.SimulateLadder, simulationpage.Handler(u.Rates, u.Measures, u.Clock))
	papers, frozen := packpage.Handler{Documents: u.Documents, Freeze: u.Freeze, Now: func() time.Time { return u.Clock.Now() }}, snapshotpage.Handler{Freeze: u.Freeze}
	s.Page("GET /fill-rate/pack", app.ViewReturns, papers.Pack)
	s.Page("GET /fill-rate/pack/today", app.ViewFillRates, todaypage.Handler(u, ics))
	s.Page("GET /fill-rate/returns", app.ViewReturns, returnspage.Handler(u.Documents, u.Freeze))
	s.Page("GET /fill-rate/returns/{form}", app.ViewReturns, papers.Return)
	s.Page("POST /fill-rate/snapshots", app.TakeSnapshot, frozen.Take)
	s.Page("GET /fill-rate/snapshots/{id}", app.ViewReturns, frozen.Show)
	s.Page("POST /fill-rate/snapshots/{id}/sign", app.SignFigures, frozen.Sign)
	mountAlerts(s, u)
	areas := areaspage.Handler{Areas: u.Areas}
	s.Page("GET "+areaspage.Path, app.ViewCriticalAreas, areas.Show)
	s.Page("POST "+areaspage.Path, app.ChangeCriticalAreas, areas.Change)
	s.Page("GET /fill-rate/employers/{ods}", app.ViewGaps, employer.Handler(u.Screens, u.Rates))
}

// Stories are all pages in all states.
func Stories() []web.Story {
	return slices.Concat(overview.Stories(), packpage.Stories(), todaypage.Stories(), returnspage.Stories(), snapshotpage.Stories(), displaypage.Stories(), drill.Stories(), employer.Stories(), forecastpage.Stories(), alertStories(),
		trendpage.Stories(), asofpage.Stories(), waitingpage.Stories(), agencypage.Stories(), flowspage.Stories(), ratespage.Stories(), peoplepage.Stories(), simulationpage.Stories(), areaspage.Stories())
}
