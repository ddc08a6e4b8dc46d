package app

import (
	"context"
	"errors"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"
)

// OfferNews is a shift that is kept for one worker.
type OfferNews struct {
	OfferID, ShiftID, WorkerID id.ID
	// Waited tells that the worker was next on the waiting list.
	Waited bool
	Until  time.Time
	At     time.Time
}

// TellOffer tells a worker that a shift is kept for them. It rings at any hour: an offer that nobody hears of keeps the
// shift from everybody else.
func (a *App) TellOffer(ctx context.Context, n OfferNews) error {
	headline := "A shift is offered to you"
	if n.Waited {
		headline = "You are next: the shift is free"
	}
	return a.tellOfShift(ctx, n.ShiftID, n.At, Telling{
		WorkerID: n.WorkerID, Key: "offer:" + n.OfferID.String(), Kind: NoticeOffer, Headline: headline,
		Detail: "It is kept for you until " + clockOf(n.Until) + ".", Link: "/my-shifts/requests", Ring: true, Urgent: true,
	})
}

// ApplicationNews is a request for a shift of which nothing came.
type ApplicationNews struct {
	ApplicationID, ShiftID, WorkerID id.ID
	Reasons                          []reason.Reason
	At                               time.Time
}

// TellApplication tells a worker that they do not get the shift that they asked for, and why.
func (a *App) TellApplication(ctx context.Context, n ApplicationNews) error {
	return a.tellOfShift(ctx, n.ShiftID, n.At, Telling{
		WorkerID: n.WorkerID, Key: "application:" + n.ApplicationID.String(), Kind: NoticeOffer, Headline: "You do not get the shift that you asked for",
		Detail: sentences(n.Reasons), Link: "/my-shifts/requests", Ring: true,
	})
}

// tellOfShift completes a telling with when and where, and tells it unless it is history.
func (a *App) tellOfShift(ctx context.Context, shiftID id.ID, at time.Time, t Telling) error {
	if a.clock.Now().Sub(at) > staleNews {
		return nil
	}
	s, err := a.shifts.Get(ctx, shiftID)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	names, err := a.Directory(ctx)
	if err != nil {
		return err
	}
	t.ShiftID, t.StartsAt, t.At = s.ID, s.StartsAt, at
	t.Detail = when(s.StartsAt, s.EndsAt) + ", " + place(s, names) + ". " + t.Detail
	return a.telling.Notices.Tell(ctx, []Telling{t})
}

// HoursNews is a change of the hours that a worker sent in. Stand is where they are: amended or approved.
type HoursNews struct {
	BookingID id.ID
	Version   int64
	Stand     string
	At        time.Time
}

// TellHours tells a worker that their hours are final, or that the ward has put other hours than they sent in.
func (a *App) TellHours(ctx context.Context, n HoursNews) error {
	if a.clock.Now().Sub(n.At) > staleNews {
		return nil
	}
	b, err := a.booked(ctx, n.BookingID)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	names, err := a.Directory(ctx)
	if err != nil {
		return err
	}
	b.Booking.Version = n.Version
	var t Telling
	switch n.Stand {
	case "approved":
		t = aboutBooking(b, names, "Your hours are approved", "They go to payroll as approved.")
	case "amended":
		t = aboutBooking(b, names, "The ward has changed your hours", "Agree to them, or dispute them, on the page of the booking.")
		t.MustAcknowledge = true
	default:
		return nil
	}
	t.Kind, t.At = NoticeTimesheet, n.At
	return a.telling.Notices.Tell(ctx, []Telling{t})
}
