package bus

import (
	"context"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/passports"

	"github.com/muster-ics/muster/services/shifts/internal/app"
)

// onPassportChanged keeps the passport for lists and, by its revocation floor, for confirmations.
func (h *Handlers) onPassportChanged(ctx context.Context, env events.Envelope, e passports.PassportChangedV1) error {
	return h.app.LearnPassport(ctx, e.Passport, env.AggregateVersion, app.RankPassport)
}
