package employer

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/web/api"
	"github.com/muster-ics/muster/services/analytics/internal/web/overview"
)

const (
	trendDays = 28
	mostGaps  = 25
)

// Handler answers GET /fill-rate/employers/{ods}.
func Handler(screens *app.Screens, rates *app.FillRates) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		q, err := api.StreamQuery(r)
		if err != nil {
			return err
		}
		scope := app.Scope{Employer: r.PathValue("ods")}
		screen, err := screens.Show(r.Context(), q.Window, scope)
		if err != nil {
			return err
		}
		gaps, _, err := rates.Gaps(r.Context(), scope, mostGaps)
		if err != nil {
			return err
		}
		trend, err := rates.Trend(r.Context(), scope, trendDays)
		if err != nil {
			return err
		}
		who, _ := auth.From(r.Context())
		return web.Render(w, r, http.StatusOK, Page(viewOf(screen.Report, overview.PanelOf(screen, screens.Names(), who.Role), gaps, mostGaps, trend)))
	}
}
