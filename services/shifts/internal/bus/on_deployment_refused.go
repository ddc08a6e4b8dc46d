package bus

import (
	"context"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
)

// onDeploymentRefused records that no agreement covers the shift, which settles the booking at once.
func (h *Handlers) onDeploymentRefused(ctx context.Context, _ events.Envelope, e deployments.DeploymentRefusedV1) error {
	bookingID, err := id.Parse(e.Deployment.BookingID)
	if err != nil {
		return bus.Permanent(err)
	}
	return h.app.Settle(ctx, bookingID, app.Answer{Authorisation: &booking.Authorisation{Reasons: e.Deployment.Reasons}})
}
