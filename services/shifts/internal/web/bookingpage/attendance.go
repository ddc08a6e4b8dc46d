package bookingpage

import (
	"net/http"
	"strconv"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// CheckIn answers POST /bookings/{id}/check-in.
func (h Handler) CheckIn(w http.ResponseWriter, r *http.Request) error {
	return h.end(w, r, func(bookingID id.ID) error {
		_, err := h.App.CheckIn(r.Context(), bookingID)
		return err
	})
}

// Late answers POST /bookings/{id}/late.
func (h Handler) Late(w http.ResponseWriter, r *http.Request) error {
	return h.end(w, r, func(bookingID id.ID) error {
		minutes, err := strconv.Atoi(r.PostFormValue("minutes"))
		if err != nil {
			minutes = 0 // The rule names the field and what it takes.
		}
		_, err = h.App.TellLate(r.Context(), bookingID, minutes)
		return err
	})
}

// DidNotAttend answers POST /bookings/{id}/did-not-attend.
func (h Handler) DidNotAttend(w http.ResponseWriter, r *http.Request) error {
	return h.end(w, r, func(bookingID id.ID) error {
		var wrong []fault.Field
		refill := view.Chosen(r.PostForm, "form.", "refill", &wrong, "yes", "no")
		if err := view.Unreadable(wrong); err != nil {
			return err
		}
		_, err := h.App.RecordAbsence(r.Context(), bookingID, refill == "yes")
		return err
	})
}

// LeftEarly answers POST /bookings/{id}/left-early.
func (h Handler) LeftEarly(w http.ResponseWriter, r *http.Request) error {
	return h.end(w, r, func(bookingID id.ID) error {
		var wrong []fault.Field
		why := view.Chosen(r.PostForm, "form.", "sent_home", &wrong, "no", "not_needed", "yes")
		if err := view.Unreadable(wrong); err != nil {
			return err
		}
		_, err := h.App.RecordLeaving(r.Context(), bookingID, app.Leaving{SentHome: why == "yes", NotNeeded: why == "not_needed"})
		return err
	})
}

// GiveBackWords says a reason for giving back as a worker would.
func GiveBackWords(why string) string {
	if why == "cannot_work" {
		return "Unwell or an emergency"
	}
	return view.Words(why)
}

func errorOf(f *fault.Error, field string) string {
	if f == nil {
		return ""
	}
	return layout.ErrorFor(f.Fields, field)
}
