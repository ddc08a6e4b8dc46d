package bus

import (
	"context"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
)

// onSiteRegistered keeps the site: shifts can be posted there from now on.
func (h *Handlers) onSiteRegistered(ctx context.Context, env events.Envelope, e deployments.SiteRegisteredV1) error {
	return h.app.LearnSite(ctx, e.Site, env.AggregateVersion)
}
