package bus

import (
	"context"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/passports"
)

// onHostPolicyChanged keeps what a host asks of evidence, so that lists judge by it ahead of the claim.
func (h *Handlers) onHostPolicyChanged(ctx context.Context, _ events.Envelope, e passports.HostPolicyChangedV1) error {
	return h.app.LearnHostPolicy(ctx, e)
}
