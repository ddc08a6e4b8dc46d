// Package endbooking is the page /bookings/{id}/ending: what follows from ending a booking, before it is done.
package endbooking

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/cancellation"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Handler answers GET /bookings/{id}/ending.
func Handler(a *app.App) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		bookingID, err := view.PathID(r)
		if err != nil {
			return err
		}
		how := app.Ending{Side: cancellation.ByEmployer, Why: r.URL.Query().Get("why")}
		if how.Why == "" {
			how.Why = "other"
		}
		worker := view.Self(r.Context()).Role == auth.Worker
		if worker {
			how.Side = cancellation.ByWorker
		}
		f, err := a.Consequence(r.Context(), bookingID, how)
		if err != nil {
			return err
		}
		names, err := a.Directory(r.Context())
		if err != nil {
			return err
		}
		return web.Render(w, r, http.StatusOK, Page(viewOf(f, how, worker, names, a)))
	}
}

func viewOf(f app.Foreseen, how app.Ending, worker bool, names app.Directory, a *app.App) View {
	v := View{Booking: view.BookingOf(f.Booked, names, a.Now()), Worker: worker, Why: how.Why, Sentences: f.Consequence.Sentences}
	if f.Consequence.OwedPence == 0 {
		return v
	}
	for _, s := range f.Redeploy {
		o := view.ShiftOf(app.ShiftState(s), names)
		v.Redeploy = append(v.Redeploy, layout.Option{Value: o.ID, Text: o.When, Hint: o.Ward + ", " + o.Site})
	}
	if len(v.Redeploy) > 0 {
		v.Redeploy = append(v.Redeploy, layout.Option{Value: "", Text: "No other shift", Chosen: true})
	}
	return v
}
