package bus

import (
	"context"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
)

// onBookingCleared records passports' yes. Once per booking: a repeat finds it there, a late one finds the booking decided.
func (h *Handlers) onBookingCleared(ctx context.Context, _ events.Envelope, e passports.BookingClearedV1) error {
	bookingID, err := id.Parse(e.BookingID)
	if err != nil {
		return bus.Permanent(err)
	}
	return h.app.Settle(ctx, bookingID, app.Answer{Clearance: &booking.Clearance{
		Yes: true, PassportVersion: e.PassportVersion, ValidUntil: e.ValidUntil, Reasons: e.Reasons}})
}
