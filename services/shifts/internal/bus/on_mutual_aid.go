package bus

import (
	"context"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/pkg/bus"
)

// MutualAid has a lane of its own: workers are told of each shift that is opened, and no agreement waits for that.
var MutualAid = bus.Subscription{
	Consumer: "shifts", Producer: "deployments", Lane: "aid", Batch: true,
	Events: names(deployments.MutualAidActivatedV1{}, deployments.MutualAidEndedV1{}),
}

// Both events carry the whole state; the newest stands.

func (h *Handlers) onMutualAidActivated(ctx context.Context, env events.Envelope, e deployments.MutualAidActivatedV1) error {
	return h.app.LearnAid(ctx, e.MutualAid, env.AggregateVersion)
}

func (h *Handlers) onMutualAidEnded(ctx context.Context, env events.Envelope, e deployments.MutualAidEndedV1) error {
	return h.app.LearnAid(ctx, e.MutualAid, env.AggregateVersion)
}
