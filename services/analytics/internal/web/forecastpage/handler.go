package forecastpage

import (
	"net/http"
	"slices"

	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// Handler answers GET /fill-rate/forecast.
func Handler(rates *app.FillRates) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		q := r.URL.Query()
		scope := app.Scope{Employer: q.Get("employer"), StaffGroup: q.Get("staff_group")}
		if scope.StaffGroup != "" && !slices.Contains(shifts.StaffGroups, scope.StaffGroup) {
			return fault.New(fault.Invalid, "staff_group_unknown", "Choose one of the staff groups of the list.").
				WithFields(fault.Field{Location: "query.staff_group", Message: "must be a staff group"})
		}
		f, asOf, err := rates.Forecast(r.Context(), scope)
		if err != nil {
			return err
		}
		all, err := rates.Report(r.Context(), fillrate.Next14d, app.Scope{}) // For the names to choose from.
		if err != nil {
			return err
		}
		return web.Render(w, r, http.StatusOK, Page(viewOf(f, asOf, scope, all.Employers)))
	}
}
