package app

import (
	"context"

	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// ClearBooking answers a booking that a worker holds: cleared, or not cleared with every reason. It answers once, however
// often it is asked. eventID is the event that asks.
func (p *Passports) ClearBooking(ctx context.Context, asked Reliance, eventID string) error {
	who := By{Actor: "system:clearance", OnBehalfOf: asked.Booking.HomeEmployer, EventID: eventID}
	return p.Clearances.Answer(ctx, asked, func(w *worker.Worker, around Circumstances) (Judged, Fact, error) {
		d := p.judge(w, asked.Booking, around, causeRequested, p.Clock.Now())
		f, err := p.answered(ctx, asked.Booking, d, who)
		return d, f, err
	})
}
