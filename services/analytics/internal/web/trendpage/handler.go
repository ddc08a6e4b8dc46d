package trendpage

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/web/question"
)

// Path is where the page is.
const Path = "/fill-rate/trend"

// Handler answers GET /fill-rate/trend.
func Handler(rates *app.FillRates, m *app.Measures, c clock.Clock) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		q, err := question.Read(r, rates, c.Now(), question.Month)
		if err != nil {
			return err
		}
		length := q.OneOf("days", "Choose one of the spans of the list.", lengths...)
		var t app.Trend
		if q.Problem == nil {
			if t, err = m.Trend(r.Context(), q.Scope, 2*count(length), q.In.Footprint); q.Take(err) != nil {
				return err
			}
			if err := q.Weigh(r.Context(), rates.TrendDays(2*count(length)), m.Inexact); err != nil {
				return err
			}
		}
		return web.Render(w, r, q.Status(), Page(viewOf(q, length, t)))
	}
}
