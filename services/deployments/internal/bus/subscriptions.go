// Package bus has what this service does when others speak: one file for each kind of event it hears.
package bus

import (
	"context"
	"fmt"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/shifts"
	msgbus "github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

// Bookings is the saga's lane: requests to answer, and the ends after which an answer no longer stands.
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

// PassportModels keeps what passports tells of workers. It has a lane of its own, so that an import of ten thousand
// workers holds no answer up.
var PassportModels = msgbus.Subscription{
	Consumer: "deployments", Producer: "passports", Lane: "models", Batch: true,
	Events: []string{
		passports.WorkerEnrolledV1{}.EventName(),
		passports.PassportChangedV1{}.EventName(),
		passports.PassportSuspendedV1{}.EventName(),
	},
}

// Models are the durables that keep read models, each read in batches.
var Models = []msgbus.Subscription{PassportModels}

// Subscriptions are all durables that the service binds to.
var Subscriptions = append([]msgbus.Subscription{Bookings}, Models...)

// Handlers is what is done with each event of Subscriptions. All may run twice and in any order.
func Handlers(a *app.App) map[string]msgbus.Handler {
	ended, passport := onBookingEnded(a), onPassport(a)
	return map[string]msgbus.Handler{
		shifts.BookingRequestedV1{}.EventName():    onBookingRequested(a),
		shifts.BookingRefusedV1{}.EventName():      ended,
		shifts.BookingExpiredV1{}.EventName():      ended,
		shifts.BookingWithdrawnV1{}.EventName():    ended,
		shifts.BookingCancelledV1{}.EventName():    ended,
		shifts.BookingRevokedV1{}.EventName():      ended,
		shifts.BookingDidNotAttendV1{}.EventName(): ended,

		passports.WorkerEnrolledV1{}.EventName():    passport,
		passports.PassportChangedV1{}.EventName():   passport,
		passports.PassportSuspendedV1{}.EventName(): passport,
	}
}

// Batch applies a batch of events that tell read models, each by itself: they go by version, so a batch that fails half
// way is simply applied again.
func Batch(handlers map[string]msgbus.Handler) msgbus.BatchHandler {
	return func(ctx context.Context, batch []msgbus.Delivery) error {
		for _, d := range batch {
			if h, ok := handlers[d.Env.Type]; ok {
				if err := h(ctx, d.Env, d.Event); err != nil {
					return err
				}
			}
		}
		return nil
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
