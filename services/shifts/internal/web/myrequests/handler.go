// Package myrequests is the page /my-shifts/requests: what is offered to a worker, what they have asked for, and the
// bookings that change hands.
package myrequests

import (
	"context"
	"net/http"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/application"
	"github.com/muster-ics/muster/services/shifts/internal/swap"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Handler answers the page and its buttons, those on other pages too.
type Handler struct{ App *app.App }

// Show answers GET /my-shifts/requests.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.render(w, r, http.StatusOK, nil)
}

// AcceptOffer answers POST /my-shifts/offers/{id}/accept.
func (h Handler) AcceptOffer(w http.ResponseWriter, r *http.Request) error {
	return h.do(w, r, func(ctx context.Context, v id.ID) (string, error) {
		b, err := h.App.AcceptOffer(ctx, v, view.ShownPence(r), false)
		return "/bookings/" + b.Booking.ID.String(), err
	})
}

// DeclineOffer answers POST /my-shifts/offers/{id}/decline.
func (h Handler) DeclineOffer(w http.ResponseWriter, r *http.Request) error {
	return h.do(w, r, func(ctx context.Context, v id.ID) (string, error) {
		_, err := h.App.DeclineOffer(ctx, v)
		return here, err
	})
}

// WithdrawApplication answers POST /my-shifts/applications/{id}/withdraw.
func (h Handler) WithdrawApplication(w http.ResponseWriter, r *http.Request) error {
	return h.do(w, r, func(ctx context.Context, v id.ID) (string, error) {
		_, err := h.App.WithdrawApplication(ctx, v)
		return here, err
	})
}

// LeaveWaitingList answers POST /my-shifts/waiting-list/{id}/leave.
func (h Handler) LeaveWaitingList(w http.ResponseWriter, r *http.Request) error {
	return h.do(w, r, func(ctx context.Context, v id.ID) (string, error) {
		_, err := h.App.LeaveWaitingList(ctx, v)
		return here, err
	})
}

// WithdrawSwap answers POST /my-shifts/swaps/{id}/withdraw.
func (h Handler) WithdrawSwap(w http.ResponseWriter, r *http.Request) error {
	return h.do(w, r, func(ctx context.Context, v id.ID) (string, error) {
		_, err := h.App.WithdrawSwap(ctx, v)
		return here, err
	})
}

// TakeSwap answers POST /my-shifts/swaps/{id}/take.
func (h Handler) TakeSwap(w http.ResponseWriter, r *http.Request) error {
	return h.do(w, r, func(ctx context.Context, v id.ID) (string, error) {
		s, err := h.App.TakeOver(ctx, v, view.ShownPence(r), false)
		if err == nil && s.Booking != nil {
			return "/bookings/" + s.Booking.Booking.ID.String(), nil
		}
		return here, err
	})
}

// OfferSwap answers POST /bookings/{id}/swap.
func (h Handler) OfferSwap(w http.ResponseWriter, r *http.Request) error {
	return h.do(w, r, func(ctx context.Context, v id.ID) (string, error) {
		_, err := h.App.OfferBooking(ctx, v, id.Nil)
		return here, err
	})
}

// Apply answers POST /shifts/{id}/apply.
func (h Handler) Apply(w http.ResponseWriter, r *http.Request) error {
	return h.do(w, r, func(ctx context.Context, v id.ID) (string, error) {
		_, err := h.App.Apply(ctx, v, view.ShownPence(r))
		return here, err
	})
}

// Wait answers POST /shifts/{id}/wait.
func (h Handler) Wait(w http.ResponseWriter, r *http.Request) error {
	return h.do(w, r, func(ctx context.Context, v id.ID) (string, error) {
		_, err := h.App.JoinWaitingList(ctx, v)
		return here, err
	})
}

const here = "/my-shifts/requests"

// do runs a button's use case and goes on to where it leads; a refusal is shown on this page.
func (h Handler) do(w http.ResponseWriter, r *http.Request, do func(context.Context, id.ID) (string, error)) error {
	v, err := view.PathID(r)
	if err != nil {
		return err
	}
	to, err := do(r.Context(), v)
	if err != nil {
		f, status, ok := view.Refusal(err)
		if !ok {
			return err
		}
		return h.render(w, r, status, f)
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, f *fault.Error) error {
	if view.Self(r.Context()).Role != auth.Worker {
		return fault.New(fault.Forbidden, "not_allowed", "Only bank workers have offers and requests.")
	}
	names, err := h.App.Directory(r.Context())
	if err != nil {
		return err
	}
	v, err := Of(r.Context(), h.App, names)
	if err != nil {
		return err
	}
	open, err := h.App.OpenSwaps(r.Context())
	if err != nil {
		return err
	}
	for _, o := range open {
		v.Open = append(v.Open, Item{ID: o.Swap.ID.String(), Shift: view.ShiftOf(app.ShiftState(o.Shift), names), Pay: view.PayOf(o.Pay)})
	}
	v.Fault = f
	return web.Render(w, r, status, Page(v))
}

// Of gives what the worker who asks has under way.
func Of(ctx context.Context, a *app.App, names app.Directory) (View, error) {
	m, err := a.MyRequests(ctx)
	if err != nil {
		return View{}, err
	}
	shiftOf := func(shiftID id.ID) view.Shift { return view.ShiftOf(app.ShiftState(m.Shifts[shiftID]), names) }
	var v View
	offered := map[id.ID]bool{}
	for _, o := range m.Offers {
		offered[o.ShiftID] = true
		q, err := a.QuoteShift(ctx, m.Shifts[o.ShiftID])
		if err != nil {
			return View{}, err
		}
		v.Offers = append(v.Offers, Item{ID: o.ID.String(), Shift: shiftOf(o.ShiftID), Pay: view.PayOf(q), Note: "Kept for you until " + layout.Moment(o.ExpiresAt) + "."})
	}
	for _, o := range m.Applications {
		i := Item{ID: o.ID.String(), Shift: shiftOf(o.ShiftID), Note: "The ward has not decided yet."}
		if o.Status == application.Approved {
			i.Note, i.Waits = "The ward has chosen you; the checks go on.", true
		}
		v.Applications = append(v.Applications, i)
	}
	for _, o := range m.Places {
		if offered[o.ShiftID] {
			continue // The offer says all that there is to say of it.
		}
		v.Places = append(v.Places, Item{ID: o.ID.String(), Shift: shiftOf(o.ShiftID), Note: "Waiting since " + layout.Moment(o.JoinedAt) + "."})
	}
	self := view.Self(ctx)
	for _, o := range m.Swaps {
		v.Swaps = append(v.Swaps, Item{ID: o.ID.String(), Shift: shiftOf(o.ShiftID), Note: swapNote(o, o.WorkerID.String() == self.WorkerID), Waits: o.Status == swap.Taking})
	}
	return v, nil
}

func swapNote(o swap.State, mine bool) string {
	switch {
	case o.Status == swap.Taking:
		return "The worker who takes it over is being checked."
	case o.Status == swap.Asked && mine:
		return "Somebody would take it over; the ward is asked. It is yours until then."
	case o.Status == swap.Asked:
		return "You would take it over; the ward is asked."
	}
	return "You hand it over. It is yours until somebody else has it."
}
