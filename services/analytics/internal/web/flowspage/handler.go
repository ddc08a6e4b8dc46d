package flowspage

import (
	"net/http"
	"time"

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
		f.names = m.Names()
		return web.Render(w, r, q.Status(), Page(viewOf(q, f)))
	}
}

func ask(r *http.Request, q *question.Question, m *app.Measures) (f found, err error) {
	on := q.Day("footprint", "Give the day as a date, e.g. 2026-03-31.")
	if q.Problem != nil {
		return f, nil
	}
	if on.IsZero() {
		f.flows, err = m.Flows(r.Context(), q.Scope, q.In)
	} else {
		f.on = on
		f.flows, err = m.FlowsOn(r.Context(), q.Scope, q.In, on)
	}
	if err != nil {
		return f, q.Take(err)
	}
	f.aids, err = m.Aids(r.Context(), q.Scope, q.In)
	return f, q.Take(err)
}

// found is what the page shows.
type found struct {
	flows []measure.Flow
	aids  []measure.Aid
	// on is the footprint asked for; zero for that of the record.
	on    time.Time
	names names
}
