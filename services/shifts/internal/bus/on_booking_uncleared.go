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

// onBookingUncleared takes passports' yes back: a hold is refused, a future booking revoked, a started one left alone.
// Coming before the yes it is a no, and the yes changes nothing any more.
func (h *Handlers) onBookingUncleared(ctx context.Context, _ events.Envelope, e passports.BookingUnclearedV1) error {
	bookingID, err := id.Parse(e.BookingID)
	if err != nil {
		return bus.Permanent(err)
	}
	return h.app.TakeBack(ctx, bookingID, app.Answer{Clearance: &booking.Clearance{PassportVersion: e.PassportVersion, Reasons: e.Reasons}})
}
