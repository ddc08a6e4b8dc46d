package api

import (
	"context"
	"iter"
	"net/http"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

// mountCSV adds every table as a file.
func mountCSV(s *web.Server, h handlers, m measureHandlers, a alertHandlers, d drillHandlers) {
	registerCSV(s, csvTable{"/fill-rates", "Fill rates of a window: a row an employer and staff group", app.ViewFillRates}, h.fillRates, func(o *fillRatesOutput) iter.Seq[Cell] {
		return slices.Values(o.Body.Cells)
	})
	registerCSV(s, csvTable{"/trend", "The split by day: a row a London day", app.ViewTrend}, h.trend, func(o *trendOutput) iter.Seq[TrendDay] {
		return slices.Values(o.Body.Days)
	})
	registerCSV(s, csvTable{"/gaps", "Open shifts: a row a shift", app.ViewGaps}, h.gaps, func(o *gapsOutput) iter.Seq[Gap] {
		return slices.Values(o.Body.Gaps)
	})
	registerCSV(s, csvTable{"/as-of", "Fill rates as they were at a moment: a row an employer and staff group", app.ViewAsOf}, h.asOf, func(o *asOfOutput) iter.Seq[Cell] {
		return slices.Values(o.Body.Cells)
	})
	registerCSV(s, csvTable{"/forecast", "Unfilled shifts that are expected: a row a day", app.ViewForecast}, h.forecast, func(o *forecastOutput) iter.Seq[ForecastDay] {
		return slices.Values(o.Body.Days)
	})
	registerCSV(s, csvTable{"/measures", "Figures of shifts: a row a cell of the dimensions asked for", app.ViewMeasures}, m.table, m.tableLines)
	registerCSV(s, csvTable{"/flows", "Who lends to whom: a row a pair", app.ViewFlows}, m.flows, func(o *flowsOutput) iter.Seq[flowLine] {
		return lines(o.Body.Flows, func(f FlowView) flowLine { return flowLine{o.Body.IntervalView, f} })
	})
	registerCSV(s, csvTable{"/rates", "What is paid for alike work: a row an employer and kind of work", app.ViewRates}, m.rates, rateLines)
	registerCSV(s, csvTable{"/fairness", "Who has the popular work: a row an employer", app.ViewFairness}, m.fairness, func(o *fairnessOutput) iter.Seq[insiderLine] {
		return lines(o.Body.Employers, func(v InsidersView) insiderLine { return insiderLine{o.Body.IntervalView, v} })
	})
	registerCSV(s, csvTable{"/compliance", "Who could be deployed now: a row an employer and staff group", app.ViewCompliance}, m.compliance, func(o *complianceOutput) iter.Seq[complianceLine] {
		return lines(o.Body.Rows, func(v ComplianceView) complianceLine { return complianceLine{o.Body.AsOf, v} })
	})
	registerCSV(s, csvTable{"/fatigue", "How close to limits workers are: a row a home employer", app.ViewFatigue}, m.fatigue, func(o *fatigueOutput) iter.Seq[fatigueLine] {
		return lines(o.Body.Employers, func(v FatigueView) fatigueLine { return fatigueLine{o.Body.IntervalView, v} })
	})
	registerCSV(s, csvTable{"/alerts", "Alerts, newest first: a row an alert", app.ViewAlerts}, a.everyPage, func(next *func() iter.Seq[Alert]) iter.Seq[Alert] {
		return (*next)()
	})
	registerCSV(s, csvTable{"/measures/shifts", "The shifts that a figure rests on, in the order of their starts: a row a shift", app.ViewShifts}, d.everyPage, func(next *func() iter.Seq[ShiftStory]) iter.Seq[ShiftStory] {
		return (*next)()
	})
}

func lines[V, L any](all []V, line func(V) L) iter.Seq[L] {
	return func(yield func(L) bool) {
		for _, v := range all {
			if !yield(line(v)) {
				return
			}
		}
	}
}

type flowLine struct {
	IntervalView
	FlowView
}

type insiderLine struct {
	IntervalView
	InsidersView
}

type fatigueLine struct {
	IntervalView
	FatigueView
}

type complianceLine struct {
	AsOf time.Time `json:"as_of"`
	ComplianceView
}

// measuresLine is a row of figures with the names that belong to its codes.
type measuresLine struct {
	IntervalView
	EmployerName string `json:"employer_name"`
	SiteName     string `json:"site_name"`
	MeasuresRow
}

func (h measureHandlers) tableLines(o *tableOutput) iter.Seq[measuresLine] {
	name := h.measures.Names()
	return lines(o.Body.Rows, func(r MeasuresRow) measuresLine {
		return measuresLine{o.Body.IntervalView, name(fact.KindEmployer, r.Employer), name(fact.KindSite, r.Site), r}
	})
}

// rateLine is one employer's pay for one kind of work beside that of all.
type rateLine struct {
	IntervalView
	StaffGroup string      `json:"staff_group"`
	Band       string      `json:"band"`
	Period     string      `json:"period"`
	Shifts     int64       `json:"all_shifts"`
	Median     int64       `json:"all_median_pence"`
	Offered    OfferedView `json:"employer"`
}

func rateLines(o *ratesOutput) iter.Seq[rateLine] {
	return func(yield func(rateLine) bool) {
		for _, s := range o.Body.Spreads {
			for _, e := range s.Employers {
				if !yield(rateLine{o.Body.IntervalView, s.StaffGroup, s.Band, s.Period, s.Shifts, s.MedianPence, e}) {
					return
				}
			}
		}
	}
}

func (h alertHandlers) everyPage(ctx context.Context, in *alertsInput) (*func() iter.Seq[Alert], error) {
	in.Limit = app.MaxAlerts
	return everyPage(in.Cursor, func(cursor string) (*alertsOutput, error) {
		in.Cursor = cursor
		return h.list(ctx, in)
	}, func(o *alertsOutput) ([]Alert, string) { return o.Body.Alerts, o.Body.NextCursor })
}

func (h drillHandlers) everyPage(ctx context.Context, in *shiftsInput) (*func() iter.Seq[ShiftStory], error) {
	in.Limit = app.MaxShifts
	return everyPage(in.Cursor, func(cursor string) (*shiftsOutput, error) {
		in.Cursor = cursor
		return h.list(ctx, in)
	}, func(o *shiftsOutput) ([]ShiftStory, string) { return o.Body.Shifts, o.Body.NextCursor })
}

// everyPage asks for the first page, so that a refusal is one, and gives what walks on through all of them as they are
// written.
func everyPage[O, V any](cursor string, page func(cursor string) (*O, error), of func(*O) (all []V, next string)) (*func() iter.Seq[V], error) {
	first, err := page(cursor)
	if err != nil {
		return nil, err
	}
	walk := func() iter.Seq[V] {
		return func(yield func(V) bool) {
			for now := first; ; {
				all, next := of(now)
				for _, v := range all {
					if !yield(v) {
						return
					}
				}
				if next == "" {
					return
				}
				if now, err = page(next); err != nil {
					panic(http.ErrAbortHandler) // A file that ends early must not look whole.
				}
			}
		}
	}
	return &walk, nil
}
