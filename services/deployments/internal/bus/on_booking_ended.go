package bus

import (
	"context"
	"fmt"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	msgbus "github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

// onBookingEnded stands the deployment down, whichever way the booking ended.
func onBookingEnded(a *app.App) msgbus.Handler {
	return func(ctx context.Context, env events.Envelope, ev events.Event) error {
		b, ok := endedBooking(ev)
		if !ok {
			return msgbus.Permanent(fmt.Errorf("%s is not the end of a booking", env.Type))
		}
		if !b.CrossEmployer() {
			return nil
		}
		booking, err := id.Parse(b.BookingID)
		if err != nil {
			return msgbus.Permanent(err)
		}
		return a.StandDown(ctx, booking, string(b.Status), env.ID)
	}
}

func endedBooking(ev events.Event) (shifts.BookingState, bool) {
	switch e := ev.(type) {
	case shifts.BookingRefusedV1:
		return e.Booking, true
	case shifts.BookingExpiredV1:
		return e.Booking, true
	case shifts.BookingWithdrawnV1:
		return e.Booking, true
	case shifts.BookingCancelledV1:
		return e.Booking, true
	case shifts.BookingRevokedV1:
		return e.Booking, true
	case shifts.BookingDidNotAttendV1:
		return e.Booking, true
	}
	return shifts.BookingState{}, false
}
