package app

import (
	"context"
	"slices"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
)

// Card is what a ward sees of a worker who is booked on it, and no more.
type Card struct {
	Name string
	// Role and Band are those of the booking.
	Role, Band, Site string
	// Light is green (fit), amber (look at the reasons) or red (must not work this shift, since something is missing or nobody has approved it).
	Light string
	// Restricted tells that the ward has to keep to restrictions.
	Restricted bool
	// FirstTimeHere tells that the worker has not worked at the site before, so needs an induction.
	FirstTimeHere bool
	Reasons       []reason.Reason
}

// ShowCard gives a worker's card to the host with which the worker is booked, as long as the booking lasts, and records
// who looked.
func (p *Passports) ShowCard(ctx context.Context, workerID id.ID) (Card, error) {
	principal, err := Policy.Check(ctx, MayViewCard, auth.Facts{Worker: workerID.String(), ICS: p.ICS})
	if err != nil {
		return Card{}, err
	}
	now := p.Clock.Now()
	r, err := p.Clearances.LiveAt(ctx, workerID, principal.Employer, now)
	if err != nil {
		return Card{}, err
	}
	w, err := p.Workers.Get(ctx, workerID)
	if err != nil {
		return Card{}, err
	}
	around, err := p.Clearances.Around(ctx, r.Booking)
	if err != nil {
		return Card{}, err
	}
	before, err := p.Clearances.WorkedAt(ctx, workerID, r.Booking.Site, now)
	if err != nil {
		return Card{}, err
	}
	look := Look{Employer: principal.Employer, Viewer: principal.Subject, Purpose: LookCard, Kinds: seenOnCard, Booking: r.Booking.ID, At: now}
	if err := p.Looks.Looked(ctx, look, workerID); err != nil {
		return Card{}, err
	}
	personal, err := p.Workers.Personal(ctx, workerID)
	if err != nil {
		return Card{}, err
	}
	d := judge(w, r.Booking, around, "", now)
	return Card{
		Name: personal[workerID].Name(), Role: r.Booking.Role, Band: r.Booking.Band, Site: r.Booking.Site, Light: light(d.Decision), Reasons: d.Reasons,
		Restricted:    slices.ContainsFunc(d.Reasons, func(r reason.Reason) bool { return r.Code == clearance.HealthRestricted }),
		FirstTimeHere: !before,
	}, nil
}

func light(d clearance.Decision) string {
	switch d.Outcome {
	case clearance.Eligible:
		return "green"
	case clearance.EligibleWithWarnings:
		return "amber"
	}
	// What needs approval is not cleared either: nobody has approved it.
	return "red"
}
