// Package bus is what analytics does when others speak: it takes the newest state out of their events, in batches.
package bus

import (
	msgbus "github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/services/analytics/internal/app"
)

// lane names the form in which facts are kept. A durable remembers how far it has read: when the form changes so that rows
// must be made anew, another lane reads the streams from their beginning.
const lane = "money"

// atOnce is how many events one transaction takes of a backlog: a batch is four statements, however many events it has.
const atOnce = 500

// Subscriptions are the durables that analytics binds to, one a producer.
var Subscriptions = []msgbus.Subscription{
	{Consumer: "analytics", Producer: app.Shifts, Lane: lane, Events: app.ShiftEvents, Batch: true, Most: atOnce},
	{Consumer: "analytics", Producer: app.Passports, Lane: lane, Events: app.PassportEvents, Batch: true, Most: atOnce},
	{Consumer: "analytics", Producer: app.Deployments, Lane: lane, Events: app.DeploymentEvents, Batch: true, Most: atOnce},
}
