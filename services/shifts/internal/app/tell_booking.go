package app

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
)

// BookingNews is a change of a booking as its event told it.
type BookingNews struct {
	BookingID id.ID
	Version   int64
	Status    booking.Status
	Reasons   []reason.Reason
	At        time.Time
}

// TellBooking tells a worker what became of their booking, whatever their rules about open shifts say: these are changes
// of their own plans.
func (a *App) TellBooking(ctx context.Context, n BookingNews) error {
	now := a.clock.Now()
	if now.Sub(n.At) > staleNews {
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
	// What the event told, not what has become of the booking since: each change is told once.
	b.Booking.Version = n.Version
	t, tell := bookingTelling(b, n, names)
	if !tell {
		return nil
	}
	t.At = n.At
	t.Ring = t.Ring && b.Booking.EndsAt.After(now)
	return a.telling.Notices.Tell(ctx, []Telling{t})
}

// bookingTelling puts a change into words. It is false for changes of which nobody needs to hear.
func bookingTelling(b Booked, n BookingNews, names Directory) (Telling, bool) {
	about := func(headline, detail string) (Telling, bool) { return aboutBooking(b, names, headline, detail), true }
	mustSee := func(headline, detail string) (Telling, bool) {
		t, _ := about(headline, detail)
		t.MustAcknowledge, t.Urgent = true, true
		return t, true
	}
	switch n.Status {
	case booking.Confirmed:
		return about("You have the shift", "It is confirmed.")
	case booking.Refused:
		return about("You could not get the shift", sentences(n.Reasons))
	case booking.HoldExpired:
		return about("The shift could not be confirmed in time", "It is open again, and you can try once more.")
	case booking.Cancelled:
		return mustSee("Your shift was cancelled by the employer", sentences(n.Reasons))
	case booking.Revoked:
		return mustSee("You are no longer booked on this shift", sentences(n.Reasons))
	case booking.DidNotAttend:
		return mustSee("You were recorded as not attending", "If that is not right, say so on the page of the booking.")
	}
	return Telling{}, false
}

// sentences are the reasons as they were given, each with what would mend it.
func sentences(rs []reason.Reason) string {
	var out []string
	for _, r := range rs {
		out = append(out, strings.TrimSpace(r.Message+" "+r.Fix))
	}
	return strings.Join(out, " ")
}
