// Package shiftpage is the page /shifts/{id}: one shift, who works it and what happened to it.
package shiftpage

import (
	"net/http"
	"strconv"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/web/releasepart"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Handler answers the page and what can be done on it.
type Handler struct{ App *app.App }

// Show answers GET /shifts/{id}.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	shiftID, err := view.PathID(r)
	if err != nil {
		return err
	}
	return h.render(w, r, http.StatusOK, shiftID, nil)
}

// Withdraw answers POST /shifts/{id}/withdraw.
func (h Handler) Withdraw(w http.ResponseWriter, r *http.Request) error {
	return h.change(w, r, func(shiftID id.ID) error {
		_, err := h.App.Withdraw(r.Context(), shiftID, r.PostFormValue("why"))
		return err
	})
}

// AgencyFill answers POST /shifts/{id}/agency-fill.
func (h Handler) AgencyFill(w http.ResponseWriter, r *http.Request) error {
	return h.change(w, r, func(shiftID id.ID) error {
		f, err := agencyFill(r.PostForm)
		if err != nil {
			return err
		}
		_, err = h.App.FillFromAgency(r.Context(), shiftID, f)
		return err
	})
}

// Override answers POST /shifts/{id}/override.
func (h Handler) Override(w http.ResponseWriter, r *http.Request) error {
	return h.change(w, r, func(shiftID id.ID) error {
		_, err := h.App.Override(r.Context(), shiftID, r.PostFormValue("override_why"))
		return err
	})
}

// Approve answers POST /shifts/{id}/approve.
func (h Handler) Approve(w http.ResponseWriter, r *http.Request) error {
	return h.change(w, r, func(shiftID id.ID) error {
		_, err := h.App.Approve(r.Context(), shiftID)
		return err
	})
}

// Decline answers POST /shifts/{id}/decline.
func (h Handler) Decline(w http.ResponseWriter, r *http.Request) error {
	return h.change(w, r, func(shiftID id.ID) error {
		_, err := h.App.Decline(r.Context(), shiftID, r.PostFormValue("decline_why"))
		return err
	})
}

func (h Handler) change(w http.ResponseWriter, r *http.Request, change func(id.ID) error) error {
	shiftID, err := view.PathID(r)
	if err != nil {
		return err
	}
	if err := change(shiftID); err != nil {
		f, status, ok := view.Refusal(err)
		if !ok {
			return err
		}
		return h.render(w, r, status, shiftID, f)
	}
	http.Redirect(w, r, "/shifts/"+shiftID.String(), http.StatusSeeOther)
	return nil
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, shiftID id.ID, f *fault.Error) error {
	ctx := r.Context()
	s, live, err := h.App.Shift(ctx, shiftID)
	if err != nil {
		return err
	}
	who := view.Self(ctx)
	if who.Role == auth.Worker {
		http.Redirect(w, r, "/shifts/"+shiftID.String()+"/accept", http.StatusSeeOther)
		return nil
	}
	names, err := h.App.Directory(ctx)
	if err != nil {
		return err
	}
	entries, err := h.App.ShiftHistory(ctx, shiftID)
	if err != nil {
		return err
	}
	v := View{
		Shift: view.ShiftOf(app.ShiftState(s), names), Fault: f, Override: s.Override != nil, Agency: s.Agency,
		WithdrawReasons: shift.WithdrawReasons, OverrideReasons: shift.OverrideReasons, Form: r.PostForm,
	}
	aided, err := h.App.AidedShifts(ctx)
	if err != nil {
		return err
	}
	v.Shift.Aid(aided)
	asked, err := h.App.EscalationsOf(ctx, shiftID)
	if err != nil {
		return err
	}
	own := who.Role == auth.Employer && who.Is(r.Context(), s.Employer)
	if own {
		who.Employer = s.Employer // Under whichever code it was posted.
	}
	v.Release, v.Executive = releasepart.Of(s, asked, who, h.App.Now()), who.Has(auth.Executive)
	v.Release.Form, v.Release.Fault = r.PostForm, f
	v.MayPost = own && who.Has(auth.Post)
	v.MayChange = own && who.Has(auth.Post) && changeable(s.Status)
	// Nobody was let in to what waits for a yes or had a no, and to what was called off nobody will be.
	v.Released = s.Status != shift.AwaitingApproval && s.Status != shift.Declined && s.Status != shift.Withdrawn
	v.Notice = noticeOf(s, h.App.Now())
	if s.Status == shift.AwaitingApproval && s.Approval != nil {
		v.Waiting = &Waiting{Why: s.Approval.Why, Own: s.Approval.SubmittedBy == who.Subject, MayDecide: own && who.Has(auth.Approve)}
	}
	v.MayFill = own && who.Has(auth.Post) && s.Status == shift.Open
	v.MayOverride = own && who.Has(auth.Executive) && s.Status == shift.Open && s.Override == nil
	if live != nil {
		b := view.BookingOf(app.Booked{Booking: *live, Shift: s}, names, h.App.Now())
		v.Booking = &b
		v.ShowCard = own
	}
	for _, e := range entries {
		v.History = append(v.History, Line{Version: strconv.FormatInt(e.Version, 10), What: view.Deed(e.Action), Why: view.Words(e.Reason), At: layout.Moment(e.At)})
	}
	return web.Render(w, r, status, Page(v))
}

// changeable tells whether the employer may still change a shift or call it off.
func changeable(s shift.Status) bool {
	return s == shift.Open || s == shift.Held || s == shift.Filled || s == shift.AwaitingApproval
}

// noticeOf says with how much notice the shift was called off, or would be now.
func noticeOf(s shift.State, now time.Time) string {
	switch {
	case s.NoticeBand != "":
		return "It was called off " + s.NoticeBand.Words() + "."
	case changeable(s.Status) && s.StartsAt.After(now):
		return "You would call it off " + shift.NoticeBandOf(s.StartsAt.Sub(now)).Words() + "."
	}
	return ""
}
