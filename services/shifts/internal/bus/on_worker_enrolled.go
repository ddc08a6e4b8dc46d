package bus

import (
	"context"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/passports"

	"github.com/muster-ics/muster/services/shifts/internal/app"
)

// onWorkerEnrolled keeps the first state of a passport.
func (h *Handlers) onWorkerEnrolled(ctx context.Context, env events.Envelope, e passports.WorkerEnrolledV1) error {
	return h.app.LearnPassport(ctx, e.Passport, env.AggregateVersion, app.RankEnrolled)
}
