package bus

import (
	"context"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/passports"
)

// onRegisterRead keeps when the register was read for all staff of an employer.
func (h *Handlers) onRegisterRead(ctx context.Context, _ events.Envelope, e passports.RegisterReadV1) error {
	return h.app.LearnReading(ctx, e)
}
