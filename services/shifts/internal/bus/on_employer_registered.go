package bus

import (
	"context"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/lineage"
)

// Lineage has a lane of its own, which begins with the first employer ever told of: who follows whom must not be missed, whatever was
// read before anybody kept it.
var Lineage = bus.Subscription{Consumer: "shifts", Producer: "deployments", Lane: "lineage", Batch: true, Events: lineage.Names()}

// onEmployerRegistered keeps the employer's name for pages, and who follows it.
func (h *Handlers) onEmployerRegistered(ctx context.Context, env events.Envelope, e deployments.EmployerRegisteredV1) error {
	if err := h.app.LearnEmployer(ctx, e.Employer, env.AggregateVersion); err != nil {
		return err
	}
	return h.app.LearnLineage(ctx, env.AggregateVersion, e.Employer)
}

func (h *Handlers) onEmployerSucceeded(ctx context.Context, env events.Envelope, e deployments.EmployerSucceededV1) error {
	return h.app.LearnLineage(ctx, env.AggregateVersion, e.Employer)
}

// onMembershipChanged: it stands beside every change of an employer that employer.registered does not tell.
func (h *Handlers) onMembershipChanged(ctx context.Context, env events.Envelope, e deployments.MembershipChangedV1) error {
	return h.app.LearnLineage(ctx, env.AggregateVersion, e.Employer)
}
