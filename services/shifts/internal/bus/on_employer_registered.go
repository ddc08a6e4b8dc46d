package bus

import (
	"context"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
)

// onEmployerRegistered keeps the employer's name for pages.
func (h *Handlers) onEmployerRegistered(ctx context.Context, env events.Envelope, e deployments.EmployerRegisteredV1) error {
	return h.app.LearnEmployer(ctx, e.Employer, env.AggregateVersion)
}
