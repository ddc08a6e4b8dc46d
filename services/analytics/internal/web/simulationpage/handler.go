package simulationpage

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/release"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/web/question"
)

// Path is the page's address.
const Path = "/fill-rate/simulations"

// Handler answers GET /fill-rate/simulations: the ladder of the form over the shifts that started on the days asked for.
func Handler(rates *app.FillRates, m *app.Measures, c clock.Clock) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		q, err := question.Read(r, rates, c.Now(), question.Month)
		if err != nil {
			return err
		}
		now, err := m.LadderInForce(r.Context(), q.Scope)
		if err != nil {
			return err
		}
		a, asked := answersOf(now), r.URL.Query().Has("bank_share")
		if asked {
			a = sent(q)
		}
		other := a.ladder(q)
		v := View{Asked: asked, Days: q.Days()}
		if q.Problem == nil {
			result, err := m.Simulate(r.Context(), q.Scope, q.In, other)
			if err = q.Take(err); err != nil {
				return err
			}
			v.fill(result)
		}
		v.Form = q.Form(Path).With(a.choices(q)...)
		return web.Render(w, r, q.Status(), Page(v))
	}
}

// names are the steps in words.
var names = map[release.Kind]string{
	release.Preferred: "a preferred person", release.OwnBank: "the own bank", release.CollaborativeBank: "other employers' workers",
	release.FrameworkAgency: "framework agencies", release.OffFrameworkAgency: "off-framework agencies",
}
