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

// onBookingNotCleared records passports' no, which settles the booking at once.
func (h *Handlers) onBookingNotCleared(ctx context.Context, _ events.Envelope, e passports.BookingNotClearedV1) error {
	bookingID, err := id.Parse(e.BookingID)
	if err != nil {
		return bus.Permanent(err)
	}
	return h.app.Settle(ctx, bookingID, app.Answer{Clearance: &booking.Clearance{PassportVersion: e.PassportVersion, Reasons: e.Reasons}})
}
