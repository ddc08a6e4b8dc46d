// Package mypassport is the page /passport: what a worker's own passport says, and what there is to do about it.
package mypassport

import (
	"context"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/names"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Handler answers the page.
type Handler struct{ Use *app.Passports }

// View is what the page shows.
type View struct {
	Name, HomeEmployer                                        string
	Suspended, Left                                           bool
	Tasks                                                     []Task
	Shared                                                    string
	Checks, Registrations, Competencies, Engagements, OnHolds []view.Item
	Hours                                                     []layout.Row
	// Updated is when the page was made: it is read without a connection too.
	Updated string
}

// Show answers GET /passport.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	own, err := h.Use.ShowOwnPassport(r.Context())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, Page(viewOf(r.Context(), own, h.Use.Clock.Now())))
}

func viewOf(ctx context.Context, own app.OwnPassport, now time.Time) View {
	v := own.Worker
	return View{
		Name: v.Name(), HomeEmployer: v.HomeEmployer, Suspended: v.Status == "suspended", Left: v.Status == "left",
		Tasks: tasksOf(own.Tasks, names.Employer(ctx, v.HomeEmployer), now), Shared: shared(own.Shared), Hours: hours(v.WorkingTime), Updated: layout.Moment(now),
		Checks: view.Checks(v, now), Registrations: view.Registrations(v, now), Competencies: view.Competencies(v, now),
		Engagements: view.Engagements(ctx, v, now), OnHolds: view.Holds(v, now),
	}
}

func shared(n int) string {
	switch n {
	case 0:
		return "No other employer may rely on it."
	case 1:
		return "One other employer may rely on it."
	}
	return view.Count(n) + " other employers may rely on it."
}

var contracts = map[string]string{
	"wtr_1998": "Working Time Regulations 1998", "resident_doctor_2016": "Resident doctors, contract of 2016", "resident_doctor_2019": "Resident doctors, contract of 2019",
}

var caps = map[string]string{
	"term_time_20": "20 hours a week in term time", "term_time_10": "10 hours a week in term time", "other_employers_20": "20 hours a week for employers other than the sponsor",
}

func hours(t *app.WorkingTimeView) []layout.Row {
	if t == nil {
		return nil
	}
	var out []layout.Row
	if t.Contract != "" {
		out = append(out, layout.Row{Key: "Rules", Value: contracts[t.Contract]})
	}
	optOut := "You have not opted out of the 48-hour week"
	if t.OptOutFrom != nil {
		optOut = "You have opted out of the 48-hour week, from " + layout.Date(*t.OptOutFrom)
		if t.OptOutUntil != nil {
			optOut += " to " + view.Until(t.OptOutUntil)
		}
	}
	out = append(out, layout.Row{Key: "Opt-out", Value: optOut})
	if t.Cap != "" {
		out = append(out, layout.Row{Key: "Most hours", Value: caps[t.Cap]})
	}
	return out
}
