// Package nats declares what the broker must have: one stream a producing service and one durable a subscription. The
// deployment applies it with `muster streams` or `muster setup`; a service binds to what it finds and makes nothing, so
// that an older build can never erase a newer one's settings.
package nats

import (
	"context"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/muster-ics/muster/deploy/internal/modules"
	"github.com/muster-ics/muster/pkg/bus"
)

// Declared gives the producing services and every durable.
func Declared() (services []string, subs []bus.Subscription) {
	for _, m := range modules.All() {
		services = append(services, m.Name)
		subs = append(subs, m.Subscriptions...)
	}
	return services, subs
}

// Apply makes it so.
func Apply(ctx context.Context, js jetstream.JetStream, size bus.Size) error {
	services, subs := Declared()
	return bus.Apply(ctx, js, size, services, subs)
}

// Plan tells what Apply would do, a line each.
func Plan(ctx context.Context, js jetstream.JetStream, size bus.Size) ([]string, error) {
	services, subs := Declared()
	return bus.Plan(ctx, js, size, services, subs)
}
