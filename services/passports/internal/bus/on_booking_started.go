package bus

import (
	"context"
	"fmt"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	msgbus "github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

// onBookingStarted judges once more whoever has just been checked in.
func onBookingStarted(p *app.Passports) msgbus.Handler {
	return func(ctx context.Context, env events.Envelope, ev events.Event) error {
		e, ok := ev.(shifts.BookingStartedV1)
		if !ok {
			return msgbus.Permanent(fmt.Errorf("%s is not a check-in", env.Type))
		}
		started, err := app.RelianceOf(e.Booking, env.AggregateVersion)
		if err != nil {
			return msgbus.Permanent(err)
		}
		return p.RecheckStarted(ctx, started, env.ID)
	}
}
