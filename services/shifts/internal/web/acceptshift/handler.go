// Package acceptshift is the page /shifts/{id}/accept: the second of the two taps.
package acceptshift

import (
	"errors"
	"net/http"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/preferences"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Handler answers the confirmation and its button.
type Handler struct{ App *app.App }

// Show answers GET /shifts/{id}/accept.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	shiftID, err := view.PathID(r)
	if err != nil {
		return err
	}
	err = h.render(w, r, http.StatusOK, shiftID, nil, nil)
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	return h.refuse(w, r, shiftID, h.App.TakenBefore(r.Context(), shiftID))
}

// Send answers POST /shifts/{id}/accept.
func (h Handler) Send(w http.ResponseWriter, r *http.Request) error {
	shiftID, err := view.PathID(r)
	if err != nil {
		return err
	}
	b, err := h.App.Accept(r.Context(), app.Accept{ShiftID: shiftID, ShownPence: view.ShownPence(r)})
	if err == nil {
		http.Redirect(w, r, "/bookings/"+b.Booking.ID.String(), http.StatusSeeOther)
		return nil
	}
	return h.refuse(w, r, shiftID, err)
}

// refuse shows why the worker cannot have the shift, and others like one that is taken.
func (h Handler) refuse(w http.ResponseWriter, r *http.Request, shiftID id.ID, err error) error {
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	var taken *app.TakenError
	var like []app.Alternative
	if errors.As(err, &taken) {
		like = taken.Alternatives
	}
	return h.render(w, r, status, shiftID, f, like)
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, shiftID id.ID, f *fault.Error, like []app.Alternative) error {
	names, err := h.App.Directory(r.Context())
	if err != nil {
		return err
	}
	v := View{Fault: f}
	if f != nil && (f.Code == booking.CodeTaken || f.Code == shift.CodeOffered) {
		v.Wait = shiftID.String()
	}
	for _, a := range like {
		v.Alternatives = append(v.Alternatives, Alternative{Href: "/shifts/" + a.ShiftID.String() + "/accept",
			Text: layout.When(a.StartsAt, a.EndsAt) + ", " + view.Words(a.Ward) + ", " + names.Site(a.Site) + ", " + layout.Hourly(a.RatePence)})
	}
	s, mine, err := h.App.Shift(r.Context(), shiftID)
	switch {
	case err == nil:
		v.Shift = view.ShiftOf(app.ShiftState(s), names)
		p, err := h.App.Preferences(r.Context())
		if err != nil {
			return err
		}
		v.Site, v.Ward, v.Mark = s.Site, s.Ward, p.MarkOf(preferences.Ward{Site: s.Site, Ward: s.Ward})
		v.Apply = s.BookingMode == shift.RequestApprove && (s.Reserved == nil || s.Reserved.For.String() != view.Self(r.Context()).WorkerID)
		if mine != nil {
			v.Mine = "/bookings/" + mine.ID.String()
		}
	case f != nil && fault.Is(err, fault.NotFound):
		// It was open a moment ago, and somebody else has it: the refusal is all that there is to say.
	default:
		return err
	}
	if v.Shift.Open && v.Mine == "" {
		q, err := h.App.QuoteShift(r.Context(), s)
		if err != nil {
			return err
		}
		v.Pay = view.PayOf(q)
	}
	if f == nil && v.Mine == "" {
		d, err := h.App.JudgeShift(r.Context(), s)
		if err != nil {
			return err
		}
		v.Reasons = view.Once(d.Reasons)
	}
	return web.Render(w, r, status, Page(v))
}
