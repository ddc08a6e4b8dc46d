package bus

import (
	"context"
	"fmt"

	"github.com/muster-ics/muster/events"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/app"
)

// tellRaise tells of a rate that an executive has raised; what was only asked for, or is over, is nobody's news.
func (h *Handlers) tellRaise(ctx context.Context, env events.Envelope, e es.ShiftEscalatedV1) error {
	if e.Outcome != "approved" || e.RatePence == 0 {
		return nil
	}
	ids, err := parsed(e.Shift.ShiftID, e.EscalationID)
	if err != nil {
		return err
	}
	return h.app.TellOpenShift(ctx, app.Opening{ShiftID: ids[0], Raise: ids[1], At: env.Time})
}

// tellHours tells what became of the hours that a worker sent in.
func (h *Handlers) tellHours(ctx context.Context, env events.Envelope, b es.BookingState) error {
	ids, err := parsed(b.BookingID)
	if err != nil {
		return err
	}
	return h.app.TellHours(ctx, app.HoursNews{BookingID: ids[0], Version: env.AggregateVersion, Stand: b.Hours, At: env.Time})
}

func (h *Handlers) tellOffer(ctx context.Context, env events.Envelope, o es.OfferState) error {
	ids, err := parsed(o.OfferID, o.ShiftID, o.WorkerID)
	if err != nil {
		return err
	}
	return h.app.TellOffer(ctx, app.OfferNews{OfferID: ids[0], ShiftID: ids[1], WorkerID: ids[2], Waited: o.Origin == "waiting_list", Until: o.ExpiresAt, At: env.Time})
}

// tellOfferOver tells others of a shift that its offer kept from them. After a waiting list they are told again, since the
// shift was taken when they heard of it; after a ward's own offer only those who have not heard of it.
func (h *Handlers) tellOfferOver(ctx context.Context, env events.Envelope, o es.OfferState) error {
	ids, err := parsed(o.OfferID, o.ShiftID, o.WorkerID)
	if err != nil {
		return err
	}
	opening := app.Opening{ShiftID: ids[1], Left: ids[2], At: env.Time}
	if o.Origin == "waiting_list" {
		opening.After = ids[0]
	}
	return h.app.TellOpenShift(ctx, opening)
}

// tellApplication tells an applicant that nothing came of it. One that they took back, or that became a booking, they know of.
func (h *Handlers) tellApplication(ctx context.Context, env events.Envelope, a es.ApplicationState) error {
	if a.Status == "withdrawn" || a.Status == "booked" {
		return nil
	}
	ids, err := parsed(a.ApplicationID, a.ShiftID, a.WorkerID)
	if err != nil {
		return err
	}
	return h.app.TellApplication(ctx, app.ApplicationNews{ApplicationID: ids[0], ShiftID: ids[1], WorkerID: ids[2], Reasons: a.Reasons, At: env.Time})
}

// parsed reads ids of an event; one that is none can never be handled.
func parsed(raw ...string) ([]id.ID, error) {
	out := make([]id.ID, len(raw))
	for i, r := range raw {
		v, err := id.Parse(r)
		if err != nil {
			return nil, bus.Permanent(fmt.Errorf("id of an event: %w", err))
		}
		out[i] = v
	}
	return out, nil
}
