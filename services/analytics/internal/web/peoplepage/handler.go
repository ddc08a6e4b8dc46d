package peoplepage

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
const Path = "/fill-rate/people"

// Handler answers GET /fill-rate/people.
func Handler(rates *app.FillRates, m *app.Measures, c clock.Clock) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		q, err := question.Read(r, rates, c.Now(), question.Month)
		if err != nil {
			return err
		}
		f := found{names: m.Names()}
		if f.compliance, err = question.Answer(r.Context(), q, func(ctx context.Context, s app.Scope, _ app.Interval) ([]measure.Compliance, error) {
			rows, _, err := m.Compliance(ctx, s)
			return rows, err
		}); err != nil {
			return err
		}
		if f.insiders, err = question.Answer(r.Context(), q, m.Insiders); err != nil {
			return err
		}
		if f.fatigue, err = question.Answer(r.Context(), q, m.Fatigue); err != nil {
			return err
		}
		if err := q.Weigh(r.Context(), q.In, m.Inexact); err != nil {
			return err
		}
		return web.Render(w, r, q.Status(), Page(viewOf(q, f)))
	}
}
