package bus

import (
	"context"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/app"
)

// onPassportSuspended ends all future bookings that rely on the passport as it was before. It acts also when a newer
// passport has been heard of: a reinstatement does not bring back what was suspended.
func (h *Handlers) onPassportSuspended(ctx context.Context, env events.Envelope, e passports.PassportSuspendedV1) error {
	workerID, err := id.Parse(e.Passport.WorkerID)
	if err != nil {
		return bus.Permanent(err)
	}
	if err := h.app.LearnPassport(ctx, e.Passport, env.AggregateVersion, app.RankPassport); err != nil {
		return err
	}
	return h.app.Suspend(ctx, app.Suspension{WorkerID: workerID, Floor: e.Passport.RevocationFloor, Reasons: e.Reasons})
}
