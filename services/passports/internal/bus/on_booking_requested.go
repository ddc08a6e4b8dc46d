package bus

import (
	"context"
	"fmt"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	msgbus "github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

// onBookingRequested answers: cleared, or not cleared and why.
func onBookingRequested(p *app.Passports) msgbus.Handler {
	return func(ctx context.Context, env events.Envelope, ev events.Event) error {
		e, ok := ev.(shifts.BookingRequestedV1)
		if !ok {
			return msgbus.Permanent(fmt.Errorf("%s is not a booking request", env.Type))
		}
		asked, err := app.RelianceOf(e.Booking, env.AggregateVersion)
		if err != nil {
			return msgbus.Permanent(err)
		}
		return p.ClearBooking(ctx, asked, env.ID)
	}
}
