// Package escalations is the page /escalations: the higher rates and the steps of the ladder that wait for an executive.
package escalations

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/web/releasepart"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// shown is how many wait on one page; more come once these are done.
const shown = 100

// said are what the last answer came to.
var said = map[string]string{"approved": "Approved.", "declined": "Declined."}

// Handler answers GET /escalations.
func Handler(a *app.App) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		asked, err := a.Asked(r.Context(), shown)
		if err != nil {
			return err
		}
		names, err := a.Directory(r.Context())
		if err != nil {
			return err
		}
		who := view.Self(r.Context())
		v := View{Done: said[r.URL.Query().Get("done")], MayDecide: who.Role == auth.Employer && who.Has(auth.Executive), More: len(asked) == shown}
		for _, one := range asked {
			v.Lines = append(v.Lines, Line{Shift: view.ShiftOf(app.ShiftState(one.Shift), names), Asked: releasepart.AskedOf(one.Escalation, a.Now())})
		}
		return web.Render(w, r, http.StatusOK, Page(v))
	}
}
