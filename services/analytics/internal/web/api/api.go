package api

import (
	"context"
	"net/http"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// handlers answer the operations of the system ics.
type handlers struct {
	rates *app.FillRates
	ics   string
}

// UseCases are what the operations and pages ask.
type UseCases struct {
	Rates    *app.FillRates
	Measures *app.Measures
	Alerts   *app.AlertRules
	Drill    *app.Drill
	Screens  *app.Screens
	// Inboxes and Receivers are who is told of alerts.
	Inboxes   *app.Inboxes
	Receivers *app.Receivers
	// Displays are the addresses of wall displays.
	Displays  *app.WallDisplays
	Documents *app.Documents
	Freeze    *app.FreezeFigures
	Clock     clock.Clock
	Areas     *app.CriticalAreas
}

// Mount adds all operations of the system ics.
func Mount(s *web.Server, u UseCases, ics string) {
	h := handlers{rates: u.Rates, ics: ics}
	s.MountHistory(app.ViewHistory)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/fill-rates", ID: "fill-rates", Action: app.ViewFillRates, Errors: []int{http.StatusNotFound},
		Summary:     "Fill rates of a window by employer and staff group",
		Description: "Booked fill, and beside it worked_bank_fill: the hours of bank workers that were approved. The five parts of a split add up to what was asked for and not withdrawn. Cells count shifts, not people, so that none is suppressed.",
	}, h.fillRates)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/trend", ID: "trend", Action: app.ViewTrend, Errors: []int{http.StatusNotFound},
		Summary: "The split by the London day on which shifts start, today last",
	}, h.trend)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/gaps", ID: "gaps", Action: app.ViewGaps, Errors: []int{http.StatusNotFound},
		Summary: "The open shifts that start soonest",
	}, h.gaps)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/as-of", ID: "as-of", Action: app.ViewAsOf, Errors: []int{http.StatusNotFound},
		Summary:     "The figures and the open shifts as they were at a moment",
		Description: "By the times of the events, and under today's names. Versions that were heard of late count from when they happened.",
	}, h.asOf)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/forecast", ID: "forecast", Action: app.ViewForecast, Errors: []int{http.StatusNotFound},
		Summary:     "Shifts of the next fourteen days that will be unfilled as they start",
		Description: "From what is open and filled now, by what became of such shifts in the last eight weeks, and what the same days had posted late. Beside it what last week would have said, and how wrong both were.",
	}, h.forecast)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/watermark", ID: "watermark", Action: app.ViewWatermark, Errors: []int{http.StatusNotFound},
		Summary:     "How far the figures have come, and the hash of all they stand on",
		Description: "A rebuild from the streams at the same watermark gives the same hash.",
	}, h.watermark)
	mountMeasures(s, u.Measures, u.Clock)
	mountCSV(s, h, measureHandlers{measures: u.Measures, clock: u.Clock}, alertHandlers{alerts: u.Alerts}, drillHandlers{drill: u.Drill, clock: u.Clock})
	mountDrill(s, u.Drill, u.Clock)
	mountAlerts(s, u.Alerts)
	mountReturns(s, u.Documents, u.Freeze)
	mountInbox(s, u.Inboxes)
	mountWebhooks(s, u.Receivers)
	mountDisplays(s, u.Displays)
	mountAreas(s, u.Areas)
	s.Page("GET /api/analytics/v1/fill-rates/stream", app.ViewFillRates, h.stream)
}

// ScopeInput narrows a question.
type ScopeInput struct {
	Employer   string `query:"employer" doc:"ODS code; all that you may see when left out." pattern:"^[A-Z0-9]{1,12}$"`
	StaffGroup string `query:"staff_group" doc:"All when left out." enum:"medical_dental,students,nursing_midwifery,allied_health,additional_scientific,healthcare_scientists,clinical_support,admin_clerical,estates_ancillary,supplementary"`
}

func (i ScopeInput) scope() app.Scope {
	return app.Scope{Employer: i.Employer, StaffGroup: i.StaffGroup}
}

type fillRatesInput struct {
	Window string `query:"window" default:"next_72h" enum:"next_24h,next_72h,next_14d,last_28d" doc:"The span of shift starts, from as_of on or back. Days are 24 hours."`
	ScopeInput
}

type fillRatesOutput struct{ Body Report }

func (h handlers) fillRates(ctx context.Context, in *fillRatesInput) (*fillRatesOutput, error) {
	r, err := h.rates.Report(ctx, fillrate.Window(in.Window), in.scope())
	if err != nil {
		return nil, err
	}
	return &fillRatesOutput{Body: toReport(h.ics, r)}, nil
}
