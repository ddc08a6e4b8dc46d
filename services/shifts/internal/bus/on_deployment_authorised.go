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

// onDeploymentAuthorised records the agreement that a booking across employers rests on.
func (h *Handlers) onDeploymentAuthorised(ctx context.Context, _ events.Envelope, e deployments.DeploymentAuthorisedV1) error {
	bookingID, err := id.Parse(e.Deployment.BookingID)
	if err != nil {
		return bus.Permanent(err)
	}
	agreementID, err := id.Parse(e.Deployment.AgreementID)
	if err != nil {
		return bus.Permanent(err)
	}
	return h.app.Settle(ctx, bookingID, app.Answer{Authorisation: &booking.Authorisation{
		Yes: true, AgreementID: agreementID, AgreementVersion: e.Deployment.AgreementVersion, Reasons: e.Deployment.Reasons}})
}
