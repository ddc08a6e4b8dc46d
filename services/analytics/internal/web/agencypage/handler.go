package agencypage

import (
	"context"
	"net/http"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
	"github.com/muster-ics/muster/services/analytics/internal/web/question"
)

// Path is where the page is.
const Path = "/fill-rate/agency"

// days are those that are shown to who asks for none: agencies are booked ahead.
var days = question.Days{Back: 27, Ahead: 14}

// Handler answers GET /fill-rate/agency.
func Handler(rates *app.FillRates, m *app.Measures, c clock.Clock) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		q, err := question.Read(r, rates, c.Now(), days)
		if err != nil {
			return err
		}
		kind := q.OneOf("only", "Choose one of the kinds of the list.", kinds...)
		table, err := question.Answer(r.Context(), q, func(ctx context.Context, s app.Scope, in app.Interval) (measure.Table, error) {
			return m.Table(ctx, s, in, []measure.Dimension{measure.ByEmployer})
		})
		if err != nil {
			return err
		}
		shifts, err := question.Answer(r.Context(), q, m.AgencyShifts)
		if err != nil {
			return err
		}
		if err := q.Weigh(r.Context(), q.In, m.Inexact); err != nil {
			return err
		}
		return web.Render(w, r, q.Status(), Page(viewOf(q, kind, table, shifts, m.Names())))
	}
}
