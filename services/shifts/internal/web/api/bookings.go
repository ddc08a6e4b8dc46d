package api

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
)

func mountBookings(s *web.Server, h handlers) {
	conflicts := []int{http.StatusNotFound, http.StatusConflict}
	register(s, web.Op{Method: http.MethodPost, Path: "/shifts/{id}/bookings", ID: "accept-shift", Pending: notYet, Action: app.AcceptShift, Status: http.StatusCreated, Errors: conflicts,
		Summary: "Accept a shift",
		Description: "201: confirmed, the shift is yours. 202: held, the checks are not back yet; read Location. 409 booking_refused, rest_11h or overlap: no, with every reason. " +
			"409 shift_taken: somebody was quicker; alternatives has up to three shifts like it. 409 pay_changed: it pays less than you were shown. Prefer: respond-async answers 202 at once."}, h.accept)
	register(s, web.Op{Method: http.MethodGet, Path: "/bookings", ID: "list-bookings", Action: app.ListBookings,
		Summary: "List bookings by start: your own, or those on your employer's shifts"}, h.listBookings)
	register(s, web.Op{Method: http.MethodGet, Path: "/bookings/{id}", ID: "get-booking", Action: app.ReadBooking, Errors: []int{http.StatusNotFound},
		Summary: "Read one booking"}, h.getBooking)
	register(s, web.Op{Method: http.MethodPost, Path: "/bookings/{id}/withdraw", ID: "withdraw-booking", Action: app.WithdrawFrom, Errors: conflicts,
		Summary: "Give a shift back (worker)"}, h.giveBack)
	register(s, web.Op{Method: http.MethodPost, Path: "/bookings/{id}/cancel", ID: "cancel-booking", Action: app.CancelBooking, Errors: conflicts,
		Summary: "Cancel a booking (employer); the shift is open again"}, h.cancel)
}

type acceptInput struct {
	ID     string `path:"id" maxLength:"64"`
	Prefer string `header:"Prefer" maxLength:"200"`
	Body   *struct {
		ShownPence int64 `json:"shown_pence,omitempty" minimum:"0" maximum:"10000000" doc:"The total pay that the worker saw. Less than that is refused with 409 pay_changed."`
	} `required:"false"`
}

// shown is the total that the worker saw; 0 when they do not say.
func (in *acceptInput) shown() int64 {
	if in.Body == nil {
		return 0
	}
	return in.Body.ShownPence
}

type bookingOutput struct {
	Status   int
	Location string `header:"Location"`
	ETag     string `header:"ETag"`
	Body     es.BookingState
}

func (h handlers) accept(ctx context.Context, in *acceptInput) (*bookingOutput, error) {
	shiftID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	cmd := app.Accept{ShiftID: shiftID, NoWait: strings.Contains(in.Prefer, "respond-async")}
	cmd.ShownPence = in.shown()
	b, err := h.app.Accept(ctx, cmd)
	if err != nil {
		return nil, problem(err)
	}
	out := bookingAnswer(b, http.StatusCreated)
	if b.Booking.Status == booking.Held {
		out.Status = http.StatusAccepted
	}
	out.Location = path("bookings", out.Body.BookingID)
	return out, nil
}

func bookingAnswer(b app.Booked, status int) *bookingOutput {
	return &bookingOutput{Status: status, ETag: web.ETag(b.Booking.Version), Body: app.BookingState(b.Booking, b.Shift)}
}

// taken is the problem of a shift that is gone, with others like it.
type taken struct {
	*web.Problem
	Alternatives []alternative `json:"alternatives"`
}

type alternative struct {
	ShiftID   string    `json:"shift_id"`
	Employer  string    `json:"employer"`
	Site      string    `json:"site"`
	Ward      string    `json:"ward"`
	Band      string    `json:"band"`
	StartsAt  time.Time `json:"starts_at"`
	EndsAt    time.Time `json:"ends_at"`
	RatePence int64     `json:"rate_pence"`
}

func problem(err error) error {
	var t *app.TakenError
	if !errors.As(err, &t) {
		return err
	}
	p := taken{Problem: &web.Problem{
		Type: "urn:muster:problem:" + t.Fault.Code, Title: "Not possible at this moment", Status: http.StatusConflict,
		Detail: t.Fault.Message, Code: t.Fault.Code,
	}, Alternatives: []alternative{}}
	for _, a := range t.Alternatives {
		p.Alternatives = append(p.Alternatives, alternative{ShiftID: a.ShiftID.String(), Employer: a.Employer, Site: a.Site, Ward: a.Ward,
			Band: a.Band, StartsAt: a.StartsAt, EndsAt: a.EndsAt, RatePence: a.RatePence})
	}
	return p
}

type bookingsInput struct {
	Status []string `query:"status" enum:"held,confirmed,started,worked,refused,hold_expired,withdrawn,cancelled,revoked,did_not_attend"`
	Shift  string   `query:"shift" maxLength:"64" doc:"Only bookings of this shift."`
	Page
}

type bookingsOutput struct {
	Link string `header:"Link"`
	Body struct {
		Bookings []es.BookingState `json:"bookings"`
		Next     string            `json:"next,omitempty" doc:"Send it as after for the next page; absent on the last."`
	}
}

func (h handlers) listBookings(ctx context.Context, in *bookingsInput) (*bookingsOutput, error) {
	filters := []any{"bookings", in.Status, in.Shift}
	after, err := in.cursor(filters)
	if err != nil {
		return nil, err
	}
	f := app.BookingFilter{After: after, Limit: in.Limit}
	if in.Shift != "" {
		if f.ShiftID, err = byID(in.Shift); err != nil {
			return nil, err
		}
	}
	for _, s := range in.Status {
		f.Statuses = append(f.Statuses, booking.Status(s))
	}
	bookings, err := h.app.Bookings(ctx, f)
	if err != nil {
		return nil, err
	}
	out := &bookingsOutput{}
	for _, b := range bookings {
		out.Body.Bookings = append(out.Body.Bookings, app.BookingState(b.Booking, b.Shift))
	}
	out.Body.Next = in.next(filters, len(bookings), func() app.Cursor {
		last := bookings[len(bookings)-1].Booking
		return app.Cursor{At: last.StartsAt, ID: last.ID}
	})
	out.Link = web.NextLink(ctx, out.Body.Next)
	return out, nil
}

type BookingPath struct {
	ID string `path:"id" maxLength:"64"`
}

func (h handlers) getBooking(ctx context.Context, in *BookingPath) (*bookingOutput, error) {
	bookingID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	b, err := h.app.Booking(ctx, bookingID)
	if err != nil {
		return nil, err
	}
	return bookingAnswer(b, http.StatusOK), nil
}

type giveBackInput struct {
	BookingPath
	Body *struct {
		Why string `json:"why,omitempty" enum:"cannot_work,changed_plans,other_commitment,travel,other" default:"other" doc:"cannot_work, for being unwell or any emergency, is never counted."`
	} `required:"false"`
}

func (h handlers) giveBack(ctx context.Context, in *giveBackInput) (*bookingOutput, error) {
	bookingID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	why := "other"
	if in.Body != nil && in.Body.Why != "" {
		why = in.Body.Why
	}
	b, err := h.app.GiveBack(ctx, bookingID, why)
	if err != nil {
		return nil, err
	}
	return bookingAnswer(b, http.StatusOK), nil
}

type cancelInput struct {
	BookingPath
	Body struct {
		Why        string `json:"why" enum:"no_longer_needed,covered_by_own_staff,ward_closed,posted_in_error,other"`
		RedeployTo string `json:"redeploy_to,omitempty" maxLength:"64" doc:"An open shift of yours that the worker is offered instead."`
	}
}

func (h handlers) cancel(ctx context.Context, in *cancelInput) (*bookingOutput, error) {
	bookingID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	redeployTo := id.Nil
	if in.Body.RedeployTo != "" {
		if redeployTo, err = byID(in.Body.RedeployTo); err != nil {
			return nil, err
		}
	}
	b, err := h.app.CancelFor(ctx, bookingID, in.Body.Why, redeployTo)
	if err != nil {
		return nil, err
	}
	return bookingAnswer(b, http.StatusOK), nil
}
