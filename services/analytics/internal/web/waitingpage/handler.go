package waitingpage

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
const Path = "/fill-rate/waiting"

// Handler answers GET /fill-rate/waiting.
func Handler(rates *app.FillRates, m *app.Measures, c clock.Clock) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		q, err := question.Read(r, rates, c.Now(), question.Month)
		if err != nil {
			return err
		}
		by := q.OneOf("by", "Choose one of the rows of the list.", rows...)
		table, err := question.Answer(r.Context(), q, func(ctx context.Context, s app.Scope, in app.Interval) (measure.Table, error) {
			return m.Table(ctx, s, in, []measure.Dimension{measure.Dimension(by)})
		})
		if err != nil {
			return err
		}
		if err := q.Weigh(r.Context(), q.In, m.Inexact); err != nil {
			return err
		}
		return web.Render(w, r, q.Status(), Page(viewOf(q, by, table, m.Names())))
	}
}
