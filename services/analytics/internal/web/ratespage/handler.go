package ratespage

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/web/question"
)

// Path is where the page is.
const Path = "/fill-rate/rates"

// Handler answers GET /fill-rate/rates.
func Handler(rates *app.FillRates, m *app.Measures, c clock.Clock) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		q, err := question.Read(r, rates, c.Now(), question.Month)
		if err != nil {
			return err
		}
		spreads, err := question.Answer(r.Context(), q, m.Rates)
		if err != nil {
			return err
		}
		if err := q.Weigh(r.Context(), q.In, m.Inexact); err != nil {
			return err
		}
		return web.Render(w, r, q.Status(), Page(viewOf(q, spreads, m.Names())))
	}
}
