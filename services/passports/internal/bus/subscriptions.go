// Package bus has what this service does when shifts speaks: one file for each kind of event it hears.
package bus

import (
	"context"
	"fmt"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	msgbus "github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

// Requests are the bookings that wait for a clearance: a worker waits with them, so they have a durable of their own.
var Requests = msgbus.Subscription{
	Consumer: "passports", Producer: "shifts", Lane: "requests",
	Events: []string{shifts.BookingRequestedV1{}.EventName()},
}

// Outcomes tell what became of bookings, so that a change of a passport finds those that rely on it.
var Outcomes = msgbus.Subscription{
	Consumer: "passports", Producer: "shifts", Lane: "outcomes",
	Events: []string{
		shifts.BookingConfirmedV1{}.EventName(),
		shifts.BookingRefusedV1{}.EventName(),
		shifts.BookingExpiredV1{}.EventName(),
		shifts.BookingWithdrawnV1{}.EventName(),
		shifts.BookingCancelledV1{}.EventName(),
		shifts.BookingRevokedV1{}.EventName(),
		shifts.BookingStartedV1{}.EventName(),
		shifts.BookingDidNotAttendV1{}.EventName(),
	},
}

// Subscriptions are all durables that the service binds to.
var Subscriptions = []msgbus.Subscription{Requests, Outcomes, Partners, Authorities, Lineage}

// Handlers is what is done with each event. All may run twice and in any order.
func Handlers(p *app.Passports) map[string]msgbus.Handler {
	h := map[string]msgbus.Handler{Requests.Events[0]: onBookingRequested(p)}
	for _, name := range Outcomes.Events {
		h[name] = onBookingOutcome(p)
	}
	for _, name := range Authorities.Events {
		h[name] = onDeployment(p)
	}
	for _, name := range Partners.Events {
		h[name] = onPartner(p)
	}
	for _, name := range Lineage.Events {
		h[name] = onLineage(p, h[name])
	}
	h[shifts.BookingStartedV1{}.EventName()] = onBookingStarted(p)
	return h
}

// Of leaves of the handlers those of one subscription.
func Of(s msgbus.Subscription, all map[string]msgbus.Handler) map[string]msgbus.Handler {
	out := map[string]msgbus.Handler{}
	for _, name := range s.Events {
		out[name] = all[name]
	}
	return out
}

// Apply handles one event now, as the durables would. An event that the service does not hear is left alone.
func Apply(ctx context.Context, all map[string]msgbus.Handler, env events.Envelope) error {
	h, heard := all[env.Type]
	if !heard {
		return nil
	}
	ev, err := events.Open(env)
	if err != nil {
		return fmt.Errorf("open %s: %w", env.Type, err)
	}
	return h(ctx, env, ev)
}
