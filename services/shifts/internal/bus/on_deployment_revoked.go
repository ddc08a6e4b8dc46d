package bus

import (
	"context"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
)

// onDeploymentRevoked ends the booking whose agreement ended.
func (h *Handlers) onDeploymentRevoked(ctx context.Context, _ events.Envelope, e deployments.DeploymentRevokedV1) error {
	bookingID, err := id.Parse(e.Deployment.BookingID)
	if err != nil {
		return bus.Permanent(err)
	}
	why := e.Deployment.Reasons
	if len(why) == 0 {
		why = []reason.Reason{{Code: "AGREEMENT_ENDS", Weight: reason.Hard, Message: "The agreement between the two employers ended before this shift."}}
	}
	return h.app.TakeBack(ctx, bookingID, app.Answer{Authorisation: &booking.Authorisation{Reasons: why}})
}
