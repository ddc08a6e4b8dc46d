// Package bus has what this service does when others speak: one file for each kind of event it hears.
package bus

import (
	"context"
	"fmt"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	msgbus "github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

// Bookings is the one durable: requests to answer, and the ends after which an answer no longer stands.
var Bookings = msgbus.Subscription{
	Consumer: "deployments", Producer: "shifts",
	Events: []string{
		shifts.BookingRequestedV1{}.EventName(),
		shifts.BookingRefusedV1{}.EventName(),
		shifts.BookingExpiredV1{}.EventName(),
		shifts.BookingWithdrawnV1{}.EventName(),
		shifts.BookingCancelledV1{}.EventName(),
		shifts.BookingRevokedV1{}.EventName(),
		shifts.BookingDidNotAttendV1{}.EventName(),
	},
}

// Handlers is what is done with each event of Bookings. All may run twice and in any order.
func Handlers(a *app.App) map[string]msgbus.Handler {
	ended := onBookingEnded(a)
	return map[string]msgbus.Handler{
		shifts.BookingRequestedV1{}.EventName():    onBookingRequested(a),
		shifts.BookingRefusedV1{}.EventName():      ended,
		shifts.BookingExpiredV1{}.EventName():      ended,
		shifts.BookingWithdrawnV1{}.EventName():    ended,
		shifts.BookingCancelledV1{}.EventName():    ended,
		shifts.BookingRevokedV1{}.EventName():      ended,
		shifts.BookingDidNotAttendV1{}.EventName(): ended,
	}
}

// Apply handles one envelope as the router would. What nobody here listens to is no error.
func Apply(ctx context.Context, handlers map[string]msgbus.Handler, env events.Envelope) error {
	h, ok := handlers[env.Type]
	if !ok {
		return nil
	}
	ev, err := events.Open(env)
	if err != nil {
		return fmt.Errorf("read %s: %w", env.Type, err)
	}
	return h(ctx, env, ev)
}
