// Package bus has what this service does when others speak: one file for each kind of event it hears.
package bus

import (
	"context"
	"fmt"
	"slices"

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
		passports.CheckRecordedV1{}.EventName(),
		passports.CheckWithdrawnV1{}.EventName(),
	},
}

// Models are the durables that keep read models, each read in batches.
var Models = []msgbus.Subscription{PassportModels, ShiftModels}

// Subscriptions are all durables that the service binds to.
var Subscriptions = append([]msgbus.Subscription{Bookings, RechargeEvents}, Models...)

// Lane is one durable and what is done with its events. All may run twice and in any order. Two lanes may hear the same
// event and do different things with it.
type Lane struct {
	msgbus.Subscription
	// Handlers are by event, Together takes a whole batch of any of them; a lane has one of the two.
	Handlers map[string]msgbus.Handler
	Together msgbus.BatchHandler
}

// Lanes has the saga's lane first, then that of recharges, then those of read models.
func Lanes(a *app.App) []Lane {
	return []Lane{
		{Subscription: Bookings, Handlers: answers(a)}, {Subscription: RechargeEvents, Handlers: recharging(a)},
		{Subscription: PassportModels, Handlers: passportFacts(a)}, {Subscription: ShiftModels, Together: onShifts(a)},
	}
}

func answers(a *app.App) map[string]msgbus.Handler {
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

func passportFacts(a *app.App) map[string]msgbus.Handler {
	passport, check := onPassport(a), onCheck(a)
	return map[string]msgbus.Handler{
		passports.WorkerEnrolledV1{}.EventName():    passport,
		passports.PassportChangedV1{}.EventName():   passport,
		passports.PassportSuspendedV1{}.EventName(): passport,
		passports.CheckRecordedV1{}.EventName():     check,
		passports.CheckWithdrawnV1{}.EventName():    check,
	}
}

// Take applies a batch of the lane's events, which tell read models: they go by version, so a batch that fails half way is
// simply applied again.
func (l Lane) Take(ctx context.Context, batch []msgbus.Delivery) error {
	if l.Together != nil {
		return l.Together(ctx, batch)
	}
	for _, d := range batch {
		if h, ok := l.Handlers[d.Env.Type]; ok {
			if err := h(ctx, d.Env, d.Event); err != nil {
				return err
			}
		}
	}
	return nil
}

// Apply handles one envelope as each lane would. What nobody here listens to is no error.
func Apply(ctx context.Context, lanes []Lane, env events.Envelope) error {
	var ev events.Event
	for _, lane := range lanes {
		if !slices.Contains(lane.Events, env.Type) {
			continue
		}
		if ev == nil {
			var err error
			if ev, err = events.Open(env); err != nil {
				return fmt.Errorf("read %s: %w", env.Type, err)
			}
		}
		if err := lane.Take(ctx, []msgbus.Delivery{{Env: env, Event: ev}}); err != nil {
			return err
		}
	}
	return nil
}
