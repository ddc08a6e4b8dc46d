// Package bookingpage is the page /bookings/{id}: held, confirmed, or refused with the reasons.
package bookingpage

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Handler answers the page and its two ends.
type Handler struct{ App *app.App }

// Show answers GET /bookings/{id}.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	bookingID, err := view.PathID(r)
	if err != nil {
		return err
	}
	return h.render(w, r, http.StatusOK, bookingID, nil)
}

// GiveBack answers POST /bookings/{id}/withdraw.
func (h Handler) GiveBack(w http.ResponseWriter, r *http.Request) error {
	return h.end(w, r, func(bookingID id.ID) error {
		_, err := h.App.GiveBack(r.Context(), bookingID, r.PostFormValue("why"))
		return err
	})
}

// Cancel answers POST /bookings/{id}/cancel.
func (h Handler) Cancel(w http.ResponseWriter, r *http.Request) error {
	return h.end(w, r, func(bookingID id.ID) error {
		redeployTo := id.Nil
		if raw := r.PostFormValue("redeploy_to"); raw != "" {
			var err error
			if redeployTo, err = id.Parse(raw); err != nil {
				return fault.New(fault.Invalid, "invalid_input", "Choose one of the shifts that are shown, or none.")
			}
		}
		_, err := h.App.CancelFor(r.Context(), bookingID, r.PostFormValue("why"), redeployTo)
		return err
	})
}

func (h Handler) end(w http.ResponseWriter, r *http.Request, end func(id.ID) error) error {
	bookingID, err := view.PathID(r)
	if err != nil {
		return err
	}
	if err := end(bookingID); err != nil {
		f, status, ok := view.Refusal(err)
		if !ok {
			return err
		}
		return h.render(w, r, status, bookingID, f)
	}
	http.Redirect(w, r, "/bookings/"+bookingID.String(), http.StatusSeeOther)
	return nil
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, bookingID id.ID, f *fault.Error) error {
	b, err := h.App.Booking(r.Context(), bookingID)
	if err != nil {
		return err
	}
	names, err := h.App.Directory(r.Context())
	if err != nil {
		return err
	}
	v := View{Booking: view.BookingOf(b, names, h.App.Now()), Fault: f, CancelReasons: shift.WithdrawReasons, GiveBackReasons: shift.GiveBackReasons}
	if v.Conflicts, err = h.App.BookingConflicts(r.Context(), bookingID); err != nil {
		return err
	}
	if f != nil {
		v.Form = r.PostForm
	}
	who := view.Self(r.Context())
	v.Worker = who.Role == auth.Worker
	v.MayCancel = who.Role == auth.Employer && who.Has(auth.Post)
	v.ShowCard = who.Role == auth.Employer && who.Is(r.Context(), b.Shift.Employer) && v.Booking.Live && !v.Booking.Held
	if v.Booking.Held {
		// A browser without scripts looks again by itself too; a hold is over within half a minute.
		w.Header().Set("Refresh", "2")
	}
	return web.Render(w, r, status, Page(v))
}
