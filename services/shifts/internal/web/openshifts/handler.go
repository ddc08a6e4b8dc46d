// Package openshifts is the page /open-shifts: what a worker can take, and why not the rest.
package openshifts

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// shown is how many shifts of each kind one page shows.
const shown = 50

// Handler answers GET /open-shifts.
func Handler(a *app.App) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		open, err := a.OpenShifts(r.Context(), app.OpenQuery{Ineligible: true, WithinKM: app.AsPreferred, Limit: shown})
		if err != nil {
			return err
		}
		names, err := a.Directory(r.Context())
		if err != nil {
			return err
		}
		return web.Render(w, r, http.StatusOK, Page(viewOf(open, names)))
	}
}

func viewOf(open app.OpenShifts, names app.Directory) View {
	v := View{AsOf: layout.Moment(open.AsOf)}
	for _, l := range open.Shifts {
		v.Open = append(v.Open, Card{Shift: view.ShiftOf(app.ShiftState(l.Shift), names), Reasons: l.Decision.Reasons})
	}
	for _, l := range open.Closed {
		v.Closed = append(v.Closed, Card{Shift: view.ShiftOf(app.ShiftState(l.Shift), names), Reasons: l.Decision.Reasons})
	}
	return v
}
