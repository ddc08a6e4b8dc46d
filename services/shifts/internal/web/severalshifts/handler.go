// Package severalshifts is the page /open-shifts/several: a worker chooses several shifts and takes them at once.
package severalshifts

import (
	"net/http"
	"strconv"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Handler answers the list and its button.
type Handler struct{ App *app.App }

// shown is how many shifts the page offers.
const shown = 50

// Show answers GET /open-shifts/several.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.render(w, r, http.StatusOK, nil, nil)
}

// Send answers POST /open-shifts/several.
func (h Handler) Send(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "invalid_input", "The form could not be read. Try again.")
	}
	var wrong []fault.Field
	cmd := app.Several{AllOrNone: view.Chosen(r.PostForm, "form.", "choice", &wrong, "what_fits", "all_or_none") == "all_or_none", ShownPence: map[id.ID]int64{}}
	for _, raw := range r.PostForm["shift_id"] {
		v, err := id.Parse(raw)
		if err != nil {
			return fault.New(fault.Invalid, "invalid_input", "Choose from the list; something else was sent.")
		}
		cmd.ShiftIDs = append(cmd.ShiftIDs, v)
		// What was not shown is 0 and binds nobody.
		cmd.ShownPence[v], _ = strconv.ParseInt(r.PostFormValue(shownName(v.String())), 10, 64)
	}
	err := view.Unreadable(wrong)
	var taken []app.Taken
	if err == nil {
		taken, err = h.App.AcceptSeveral(r.Context(), cmd)
	}
	if err != nil {
		f, status, ok := view.Refusal(err)
		if !ok {
			return err
		}
		return h.render(w, r, status, nil, f)
	}
	return h.render(w, r, http.StatusOK, taken, nil)
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, taken []app.Taken, f *fault.Error) error {
	open, err := h.App.OpenShifts(r.Context(), app.OpenQuery{WithinKM: app.AsPreferred, Limit: shown})
	if err != nil {
		return err
	}
	names, err := h.App.Directory(r.Context())
	if err != nil {
		return err
	}
	v := View{Fault: f}
	for _, j := range open.Shifts {
		if j.Shift.BookingMode != shift.RequestApprove {
			v.Open = append(v.Open, Choice{Shift: view.ShiftOf(app.ShiftState(j.Shift), names), Pay: view.PayOf(j.Pay)})
		}
	}
	for _, t := range taken {
		res := Result{Status: view.Status{Kind: layout.Red, Text: "Not taken"}}
		switch {
		case t.Booking != nil:
			b := view.BookingOf(*t.Booking, names, h.App.Now())
			res.Shift, res.Status, res.Booking = b.Shift, b.Status, "/bookings/"+b.ID
		case t.Fault != nil:
			res.Shift, res.Says, res.Reasons = view.Shift{When: "Shift " + view.ShortID(t.ShiftID.String())}, t.Fault.Message, t.Fault.Reasons
			if s, _, err := h.App.Shift(r.Context(), t.ShiftID); err == nil {
				res.Shift = view.ShiftOf(app.ShiftState(s), names)
			}
		}
		v.Results = append(v.Results, res)
	}
	return web.Render(w, r, status, Page(v))
}
