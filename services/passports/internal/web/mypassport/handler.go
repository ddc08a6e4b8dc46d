// Package mypassport is the page /passport: what a worker's own passport says.
package mypassport

import (
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Handler answers the page.
type Handler struct{ Use *app.Passports }

// View is what the page shows.
type View struct {
	Name, HomeEmployer                                        string
	Suspended                                                 bool
	Checks, Registrations, Competencies, Engagements, OnHolds []view.Item
}

// Show answers GET /passport.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	v, err := h.Use.ShowOwn(r.Context())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, Page(viewOf(v, h.Use.Clock.Now())))
}

func viewOf(v app.WorkerView, now time.Time) View {
	return View{
		Name: v.Name(), HomeEmployer: v.HomeEmployer, Suspended: v.Status == "suspended",
		Checks: view.Checks(v, now), Registrations: view.Registrations(v, now), Competencies: view.Competencies(v, now),
		Engagements: view.Engagements(v, now), OnHolds: view.Holds(v, now),
	}
}
