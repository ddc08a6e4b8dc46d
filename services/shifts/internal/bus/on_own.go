package bus

import (
	"context"
	"fmt"

	"github.com/muster-ics/muster/events"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
)

// Notices are this service's own events, read again to tell workers of them: durable, so that a notice is owed from the
// moment of the change on, and apart, so that no answer waits for who is to be told.
var Notices = bus.Subscription{
	Consumer: "shifts", Producer: "shifts", Lane: "notices", Batch: true,
	Events: names(es.ShiftPostedV1{}, es.BookingConfirmedV1{}, es.BookingRefusedV1{}, es.BookingExpiredV1{}, es.BookingCancelledV1{},
		es.BookingRevokedV1{}, es.BookingWithdrawnV1{}, es.BookingDidNotAttendV1{}, es.BookingAmendedV1{}, es.BookingApprovedV1{},
		es.ShiftReleasedV1{}, es.ShiftEscalatedV1{}, es.OfferMadeV1{}, es.OfferEndedV1{}, es.ApplicationEndedV1{}),
}

// Notify tells workers of a batch of this service's own events. What has been told is not told again, so that a batch
// that fails half way is simply applied again.
func (h *Handlers) Notify() bus.BatchHandler {
	return func(ctx context.Context, batch []bus.Delivery) error {
		for _, d := range batch {
			if err := h.notify(app.WithSystem(ctx, "shifts", d.Env.ID), d.Env, d.Event); err != nil {
				return err
			}
		}
		return nil
	}
}

func (h *Handlers) notify(ctx context.Context, env events.Envelope, ev events.Event) error {
	switch e := ev.(type) {
	case es.ShiftPostedV1:
		return h.tellOpen(ctx, env, e.Shift.ShiftID)
	case es.BookingConfirmedV1:
		return h.tellBooking(ctx, env, e.Booking)
	case es.BookingRefusedV1:
		return h.tellBooking(ctx, env, e.Booking)
	case es.BookingExpiredV1:
		return h.tellBooking(ctx, env, e.Booking)
	case es.BookingCancelledV1:
		return h.tellBooking(ctx, env, e.Booking)
	case es.BookingRevokedV1:
		return h.tellBooking(ctx, env, e.Booking)
	case es.BookingWithdrawnV1:
		return h.tellBooking(ctx, env, e.Booking)
	case es.BookingDidNotAttendV1:
		return h.tellBooking(ctx, env, e.Booking)
	case es.BookingAmendedV1:
		return h.tellHours(ctx, env, e.Booking)
	case es.BookingApprovedV1:
		return h.tellHours(ctx, env, e.Booking)
	case es.ShiftReleasedV1:
		return h.tellOpen(ctx, env, e.Shift.ShiftID)
	case es.ShiftEscalatedV1:
		return h.tellRaise(ctx, env, e)
	case es.OfferMadeV1:
		return h.tellOffer(ctx, env, e.Offer)
	case es.OfferEndedV1:
		return h.tellOfferOver(ctx, env, e.Offer)
	case es.ApplicationEndedV1:
		return h.tellApplication(ctx, env, e.Application)
	}
	return bus.Permanent(fmt.Errorf("nobody is told of %s", env.Type))
}

func (h *Handlers) tellOpen(ctx context.Context, env events.Envelope, shiftID string) error {
	shift, err := id.Parse(shiftID)
	if err != nil {
		return bus.Permanent(fmt.Errorf("shift id: %w", err))
	}
	return h.app.TellOpenShift(ctx, app.Opening{ShiftID: shift, At: env.Time})
}

// tellBooking tells the worker and, when a booking that stood has ended, others that the shift is open again. A hold
// that came to nothing opens no shift in anybody's eyes: they would be rung for a moment's change of mind.
func (h *Handlers) tellBooking(ctx context.Context, env events.Envelope, b es.BookingState) error {
	bookingID, err1 := id.Parse(b.BookingID)
	shiftID, err2 := id.Parse(b.ShiftID)
	worker, err3 := id.Parse(b.WorkerID)
	for _, err := range []error{err1, err2, err3} {
		if err != nil {
			return bus.Permanent(fmt.Errorf("ids of a booking: %w", err))
		}
	}
	err := h.app.TellBooking(ctx, app.BookingNews{
		BookingID: bookingID, Version: env.AggregateVersion, Status: booking.Status(b.Status), Reasons: b.Reasons, At: env.Time})
	if err != nil || b.ConfirmedAt == nil || b.Status == es.BookingConfirmed {
		return err
	}
	return h.app.TellOpenShift(ctx, app.Opening{ShiftID: shiftID, After: bookingID, Left: worker, At: env.Time})
}
