package bus

import (
	"context"
	"fmt"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	msgbus "github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

// onBookingOutcome keeps who relies on whose passport: from the confirmation to whatever end the booking finds.
func onBookingOutcome(p *app.Passports) msgbus.Handler {
	return func(ctx context.Context, env events.Envelope, ev events.Event) error {
		b, ok := bookingIn(ev)
		if !ok {
			return msgbus.Permanent(fmt.Errorf("%s is not the outcome of a booking", env.Type))
		}
		r, err := app.RelianceOf(b, env.AggregateVersion)
		if err != nil {
			return msgbus.Permanent(err)
		}
		return p.KeepReliance(ctx, r)
	}
}

func bookingIn(ev events.Event) (shifts.BookingState, bool) {
	switch e := ev.(type) {
	case shifts.BookingConfirmedV1:
		return e.Booking, true
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
