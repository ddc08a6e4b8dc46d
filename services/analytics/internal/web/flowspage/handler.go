package flowspage

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
	"github.com/muster-ics/muster/services/analytics/internal/web/question"
)

// Path is where the page is.
const Path = "/fill-rate/flows"

// Handler answers GET /fill-rate/flows.
func Handler(rates *app.FillRates, m *app.Measures, c clock.Clock) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		q, err := question.Read(r, rates, c.Now(), question.Month)
		if err != nil {
			return err
		}
		f, err := ask(r, q, m)
		if err != nil {
			return err
		}
		if err := q.Weigh(r.Context(), q.In, m.Inexact); err != nil {
			return err
		}
		f.names = m.Names()
		return web.Render(w, r, q.Status(), Page(viewOf(q, f)))
	}
}

func ask(r *http.Request, q *question.Question, m *app.Measures) (f found, err error) {
	if f.flows, err = question.Answer(r.Context(), q, m.Flows); err != nil {
		return f, err
	}
	f.aids, err = question.Answer(r.Context(), q, m.Aids)
	return f, err
}

// found is what the page shows.
type found struct {
	flows []measure.Flow
	aids  []measure.Aid
	names names
}
