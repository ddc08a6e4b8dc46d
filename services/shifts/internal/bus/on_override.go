package bus

import (
	"context"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/passports"
)

// onOverrideGranted keeps what named people granted for one worker and shift.
func (h *Handlers) onOverrideGranted(ctx context.Context, env events.Envelope, e passports.OverrideGrantedV1) error {
	return h.app.LearnOverride(ctx, e.Override, env.AggregateVersion)
}

// onOverrideExpired ends it.
func (h *Handlers) onOverrideExpired(ctx context.Context, env events.Envelope, e passports.OverrideExpiredV1) error {
	return h.app.LearnOverride(ctx, e.Override, env.AggregateVersion)
}
