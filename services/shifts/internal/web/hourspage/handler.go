// Package hourspage is the page /bookings/{id}/timesheet: worked hours from sending in to approval, with their disputes
// and what happened.
package hourspage

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/timesheet"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Handler answers the page and its forms.
type Handler struct{ App *app.App }

// Show answers GET /bookings/{id}/timesheet.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	bookingID, err := view.PathID(r)
	if err != nil {
		return err
	}
	return h.render(w, r, http.StatusOK, bookingID, nil)
}

// Submit answers POST /bookings/{id}/timesheet.
func (h Handler) Submit(w http.ResponseWriter, r *http.Request) error {
	return h.change(w, r, func(b booking.State) error {
		_, err := h.App.SubmitHours(r.Context(), b.ID, typed(r, b), r.PostFormValue("note"))
		return err
	})
}

// Amend answers POST /bookings/{id}/timesheet/amend.
func (h Handler) Amend(w http.ResponseWriter, r *http.Request) error {
	return h.change(w, r, func(b booking.State) error {
		_, err := h.App.AmendHours(r.Context(), b.ID, typed(r, b), r.PostFormValue("why"))
		return err
	})
}

// Agree answers POST /bookings/{id}/timesheet/agree.
func (h Handler) Agree(w http.ResponseWriter, r *http.Request) error {
	return h.change(w, r, func(b booking.State) error {
		_, err := h.App.AgreeHours(r.Context(), b.ID)
		return err
	})
}

// Dispute answers POST /bookings/{id}/dispute.
func (h Handler) Dispute(w http.ResponseWriter, r *http.Request) error {
	return h.change(w, r, func(b booking.State) error {
		_, err := h.App.Dispute(r.Context(), b.ID, r.PostFormValue("why"), r.PostFormValue("text"))
		return err
	})
}

// Answer answers POST /bookings/{id}/dispute/answer.
func (h Handler) Answer(w http.ResponseWriter, r *http.Request) error {
	return h.change(w, r, func(b booking.State) error {
		var wrong []fault.Field
		upheld := view.Chosen(r.PostForm, "form.", "upheld", &wrong, "yes", "no")
		var owed int64
		if strings.Trim(r.PostFormValue("owed_pence"), "0. ") != "" {
			owed = view.Amount(r.PostForm, "form.", "owed_pence", &wrong)
		}
		if err := view.Unreadable(wrong); err != nil {
			return err
		}
		_, err := h.App.AnswerDispute(r.Context(), b.ID, booking.Answer{Upheld: upheld == "yes", Text: r.PostFormValue("answer"), Hours: typed(r, b), OwedPence: owed})
		return err
	})
}

// typed reads the hours of a form. A break that is no number is -1, which the rules refuse with a sentence.
func typed(r *http.Request, b booking.State) timesheet.Hours {
	shown := b.ProposedHours()
	rest, err := strconv.Atoi(r.PostFormValue("break_minutes"))
	if err != nil {
		rest = -1
	}
	return timesheet.Hours{StartsAt: view.ReadTyped(r.PostFormValue("starts_at"), shown.StartsAt), EndsAt: view.ReadTyped(r.PostFormValue("ends_at"), shown.EndsAt), BreakMinutes: rest}
}

func (h Handler) change(w http.ResponseWriter, r *http.Request, change func(booking.State) error) error {
	bookingID, err := view.PathID(r)
	if err != nil {
		return err
	}
	b, err := h.App.Booking(r.Context(), bookingID)
	if err != nil {
		return err
	}
	if err := change(b.Booking); err != nil {
		f, status, ok := view.Refusal(err)
		if !ok {
			return err
		}
		return h.render(w, r, status, bookingID, f)
	}
	http.Redirect(w, r, "/bookings/"+bookingID.String()+"/timesheet", http.StatusSeeOther)
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
	history, err := h.App.BookingHistory(r.Context(), bookingID)
	if err != nil {
		return err
	}
	v := viewOf(b, view.Self(r.Context()), view.AttendanceOf(b.Booking, h.App.Now()))
	v.Booking, v.History, v.Fault = view.BookingOf(b, names, h.App.Now()), view.HistoryOf(history), f
	if f != nil {
		v.Form = r.PostForm
		v.From, v.Until, v.Break = r.PostFormValue("starts_at"), r.PostFormValue("ends_at"), r.PostFormValue("break_minutes")
	}
	return web.Render(w, r, status, Page(v))
}

func viewOf(m app.Booked, who auth.Principal, a view.Attendance) View {
	b := m.Booking
	h := b.ProposedHours()
	v := View{Worker: who.Role == auth.Worker, Approver: who.Role == auth.Employer && who.Has(auth.Approve), Status: string(b.Status), Pay: a.Pay,
		Hours: view.HoursText(h), Booked: view.HoursText(b.Booked()), From: view.Typed(h.StartsAt), Until: view.Typed(h.EndsAt), Break: strconv.Itoa(h.BreakMinutes),
		DisputeReasons: timesheet.DisputeReasons}
	v.Submit = v.Worker && (a.SendHours || b.Sheet != nil && b.Sheet.Status == timesheet.Submitted)
	v.Dispute = v.Worker && a.Dispute
	if s := b.Sheet; s != nil {
		v.Claimed, v.Note, v.AmendWhy = view.HoursText(s.Claimed), s.Note, s.AmendWhy
		v.Agree, v.Approve = v.Worker && s.Status == timesheet.Amended, v.Approver && s.Status == timesheet.Submitted
		v.Amend = v.Approver && (s.Status == timesheet.Submitted || s.Status == timesheet.Amended)
		for _, e := range s.Exceptions {
			v.Exceptions = append(v.Exceptions, view.Exceptions[e])
		}
	}
	if d := b.Dispute; d != nil {
		v.DisputeText, v.DisputeAnswer = view.Words(d.Why)+": "+d.Text, d.Answer
		if d.Waits() {
			v.DisputeBy, v.Answer, v.AnswersHours = layout.Moment(d.ReplyBy), v.Approver, b.Sheet != nil
		}
	}
	return v
}
