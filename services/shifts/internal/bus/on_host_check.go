package bus

import (
	"context"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/bus"
)

// HostChecks has a lane of its own, which begins with the first check that was ever told.
var HostChecks = bus.Subscription{
	Consumer: "shifts", Producer: "passports", Lane: "checks", Batch: true,
	Events: names(passports.CheckRecordedV1{}, passports.CheckWithdrawnV1{}),
}

func (h *Handlers) onCheckRecorded(ctx context.Context, _ events.Envelope, e passports.CheckRecordedV1) error {
	return h.app.LearnHostCheck(ctx, e.Check)
}

func (h *Handlers) onCheckWithdrawn(ctx context.Context, _ events.Envelope, e passports.CheckWithdrawnV1) error {
	return h.app.LearnHostCheck(ctx, e.Check)
}
