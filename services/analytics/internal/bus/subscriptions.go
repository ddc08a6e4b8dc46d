// Package bus is what analytics does when others speak: it takes the newest state out of their events, in batches.
package bus

import (
	msgbus "github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/services/analytics/internal/app"
)

// Subscriptions are the durables that analytics binds to, one a producer.
var Subscriptions = []msgbus.Subscription{
	{Consumer: "analytics", Producer: app.Shifts, Events: app.ShiftEvents, Batch: true},
	{Consumer: "analytics", Producer: app.Deployments, Events: app.OrganisationEvents, Batch: true},
}
