// Package bus is what the shifts service does when others speak: one file an event.
package bus

import (
	"context"
	"fmt"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/bus"

	"github.com/muster-ics/muster/services/shifts/internal/app"
)

// Handlers apply events to the use cases.
type Handlers struct {
	app *app.App
	all map[string]bus.Handler
}

// New makes the handlers.
func New(a *app.App) *Handlers {
	h := &Handlers{app: a}
	h.all = h.byName()
	return h
}

// Answers are the sagas' lanes: what decides bookings, each event as soon as it comes.
var (
	PassportAnswers = bus.Subscription{
		Consumer: "shifts", Producer: "passports", Parallel: 8,
		Events: names(passports.BookingClearedV1{}, passports.BookingNotClearedV1{}, passports.BookingUnclearedV1{}, passports.PassportSuspendedV1{}),
	}
	DeploymentAnswers = bus.Subscription{
		Consumer: "shifts", Producer: "deployments", Parallel: 8,
		Events: names(deployments.DeploymentAuthorisedV1{}, deployments.DeploymentRefusedV1{}, deployments.DeploymentRevokedV1{}),
	}
	// The read models have lanes of their own, so that an import of ten thousand workers holds no booking up.
	PassportModels = bus.Subscription{
		Consumer: "shifts", Producer: "passports", Lane: "models", Batch: true,
		Events: names(passports.WorkerEnrolledV1{}, passports.PassportChangedV1{}, passports.RegisterReadV1{}, passports.HostPolicyChangedV1{},
			passports.OverrideGrantedV1{}, passports.OverrideExpiredV1{}),
	}
	DeploymentModels = bus.Subscription{
		Consumer: "shifts", Producer: "deployments", Lane: "models", Batch: true,
		Events: append(names(deployments.EmployerRegisteredV1{}, deployments.SiteRegisteredV1{}), AgreementEvents...),
	}
)

// Subscriptions are all durables that the service binds to.
var Subscriptions = []bus.Subscription{PassportAnswers, DeploymentAnswers, PassportModels, DeploymentModels, MutualAid, HostChecks, PassportNotices, Notices, Lineage}

func names(evs ...events.Event) []string {
	out := make([]string, len(evs))
	for i, e := range evs {
		out[i] = e.EventName()
	}
	return out
}

// Map has the handler of each event by name.
func (h *Handlers) Map() map[string]bus.Handler { return h.all }

func (h *Handlers) byName() map[string]bus.Handler {
	m := make(map[string]bus.Handler)
	add(m, h.onBookingCleared)
	add(m, h.onBookingNotCleared)
	add(m, h.onBookingUncleared)
	add(m, h.onPassportSuspended)
	add(m, h.onWorkerEnrolled)
	add(m, h.onPassportChanged)
	add(m, h.onRegisterRead)
	add(m, h.onCheckExpiring)
	add(m, h.onCheckRecorded)
	add(m, h.onCheckWithdrawn)
	add(m, h.onHostPolicyChanged)
	add(m, h.onOverrideGranted)
	add(m, h.onOverrideExpired)
	add(m, h.onDeploymentAuthorised)
	add(m, h.onDeploymentRefused)
	add(m, h.onDeploymentRevoked)
	add(m, h.onEmployerRegistered)
	add(m, h.onEmployerSucceeded)
	add(m, h.onMembershipChanged)
	add(m, h.onSiteRegistered)
	add(m, h.onAgreementOffered)
	add(m, h.onAgreementSigned)
	add(m, h.onAgreementInForce)
	add(m, h.onAgreementAmended)
	add(m, h.onAgreementNoticeGiven)
	add(m, h.onAgreementEnded)
	add(m, h.onMutualAidActivated)
	add(m, h.onMutualAidEnded)
	return m
}

// add puts a handler under the name of the event that it takes. The event's producer is the actor of what follows.
func add[E events.Event](m map[string]bus.Handler, h func(context.Context, events.Envelope, E) error) {
	var zero E
	m[zero.EventName()] = func(ctx context.Context, env events.Envelope, ev events.Event) error {
		e, ok := ev.(E)
		if !ok {
			return bus.Permanent(fmt.Errorf("%s decoded to %T", env.Type, ev))
		}
		return h(app.WithSystem(ctx, events.ServiceOf(env.Type), env.ID), env, e)
	}
}

// Batch applies a batch of read-model events, each by itself: they are idempotent by version, so that a batch that
// fails half way is simply applied again.
func (h *Handlers) Batch() bus.BatchHandler {
	return func(ctx context.Context, batch []bus.Delivery) error {
		for _, d := range batch {
			if handle, ok := h.all[d.Env.Type]; ok {
				if err := handle(ctx, d.Env, d.Event); err != nil {
					return err
				}
			}
		}
		return nil
	}
}

// Handle applies one event now, exactly as the consumers do. An event that nobody here listens to changes nothing.
func (h *Handlers) Handle(ctx context.Context, env events.Envelope) error {
	handle, ok := h.all[env.Type]
	if !ok {
		return nil
	}
	ev, err := events.Open(env)
	if err != nil {
		return err
	}
	return handle(ctx, env, ev)
}
