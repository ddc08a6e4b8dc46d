// Package timesheets is the page /timesheets: worked hours at one employer, exceptions first, the rest approved together.
package timesheets

import (
	"fmt"
	"net/http"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/timesheet"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Handler answers the page and its form.
type Handler struct{ App *app.App }

// Show answers GET /timesheets.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.render(w, r, http.StatusOK, "", nil)
}

// Approve answers POST /timesheets/approve.
func (h Handler) Approve(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "invalid_input", "The form could not be read; send it again.")
	}
	var chosen []id.ID
	for _, raw := range r.PostForm["booking"] {
		if v, err := id.Parse(raw); err == nil {
			chosen = append(chosen, v)
		}
	}
	results, err := h.App.ApproveHours(r.Context(), chosen)
	if err != nil {
		f, status, ok := view.Refusal(err)
		if !ok {
			return err
		}
		return h.render(w, r, status, "", f)
	}
	done := 0
	var refused *fault.Error
	for _, res := range results {
		if res.Refused != nil {
			refused = res.Refused
			continue
		}
		done++
	}
	said := ""
	if done > 0 {
		said = fmt.Sprintf("Approved: %d of %d.", done, len(results))
	}
	return h.render(w, r, http.StatusOK, said, refused)
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, approved string, f *fault.Error) error {
	waiting, err := h.App.Hours(r.Context(), app.HoursFilter{Statuses: app.WaitingHours, Disputes: true, Limit: 200})
	if err != nil {
		return err
	}
	names, err := h.App.Directory(r.Context())
	if err != nil {
		return err
	}
	v := viewOf(waiting, names, h.App)
	v.Approved, v.Fault = approved, f
	return web.Render(w, r, status, Page(v))
}

func viewOf(waiting []app.Booked, names app.Directory, a *app.App) View {
	var v View
	for _, m := range waiting {
		b := view.BookingOf(m, names, a.Now())
		row := Row{BookingID: b.ID, When: b.Shift.When, Where: b.Shift.Ward + ", " + b.Shift.Site, Worker: b.WorkerID}
		s := m.Booking.Sheet
		if s == nil || s.Status == timesheet.Disputed {
			row.Tags = []string{"Disputed: " + view.Words(m.Booking.Dispute.Why)}
			v.Look = append(v.Look, row)
			continue
		}
		row.Hours = view.HoursText(s.Hours)
		for _, e := range s.Exceptions {
			row.Tags = append(row.Tags, view.Exceptions[e])
		}
		switch {
		case s.Status == timesheet.Amended:
			v.Waiting = append(v.Waiting, row)
		case s.Unchanged():
			v.AsBooked = append(v.AsBooked, row)
		default:
			v.Look = append(v.Look, row)
		}
	}
	return v
}
