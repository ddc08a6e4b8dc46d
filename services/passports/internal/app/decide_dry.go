package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
)

// DecideDry tells what the answer to a booking would be, and changes nothing. The worker and the home employer may ask.
func (p *Passports) DecideDry(ctx context.Context, workerID id.ID, b clearance.Booking) (clearance.Decision, error) {
	w, err := p.Workers.Get(ctx, workerID)
	if err != nil {
		return clearance.Decision{}, err
	}
	if _, err := Policy.Check(ctx, MayDecide, auth.Facts{Home: w.HomeEmployer(), Worker: workerID.String(), ICS: p.ICS}); err != nil {
		return clearance.Decision{}, err
	}
	if !b.EndsAt.After(b.StartsAt) {
		return clearance.Decision{}, fieldFault("ends_at", "The shift must end after it begins.")
	}
	if b.HomeEmployer == "" {
		b.HomeEmployer = w.HomeEmployer()
	}
	read, err := p.Clearances.RegistersRead(ctx, b.HomeEmployer)
	if err != nil {
		return clearance.Decision{}, err
	}
	b.WorkerID = workerID
	return clearance.Decide(clearance.Facts{Passport: w.Record(), Booking: b, RegistersRead: read, At: p.Clock.Now()}), nil
}
