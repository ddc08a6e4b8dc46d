package app

import (
	"context"
	"slices"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// Card is what a ward sees of a worker who is booked on it, and no more.
type Card struct {
	WorkerID id.ID
	Name     string
	// Starts and Ends are those of the booking that gives the right to look.
	Starts, Ends time.Time
	// Role and Band are those of the booking.
	Role, Band, Site string
	// Light is green (fit), amber (look at the reasons) or red (must not work this shift, since something is missing or nobody has approved it).
	Light string
	// Restrictions are what the ward has to keep to, in words.
	Restrictions []string
	// FirstTimeHere tells that the worker has not worked at the site before; Inducted that somebody has shown them round and it
	// still holds.
	FirstTimeHere, Inducted bool
	Inductions              []InductionView
	// Register is what the register that the shift asks for says; nil when it asks for none or none is recorded.
	Register *CardRegister
	// Supervised are competencies in words that the worker uses under supervision until they are signed off.
	Supervised []string
	// Adjustments are what the worker chose to tell this employer, in their own words.
	Adjustments []string
	Reasons     []reason.Reason
	// MayInduct tells that the viewer may record an induction here.
	MayInduct bool
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
	adjustments, err := p.Record.Adjustments(ctx, workerID, principal.Employer)
	if err != nil {
		return Card{}, err
	}
	look := Look{Employer: principal.Employer, Viewer: principal.Subject, Purpose: LookCard, Kinds: seenOnCard, Booking: r.Booking.ID, At: now}
	if len(adjustments) > 0 {
		look.Kinds = slices.Concat(seenOnCard, seenAdjustments)
	}
	if err := p.Looks.Looked(ctx, look, workerID); err != nil {
		return Card{}, err
	}
	personal, err := p.Workers.Personal(ctx, workerID)
	if err != nil {
		return Card{}, err
	}
	known, err := p.checkRules(ctx)
	if err != nil {
		return Card{}, err
	}
	c := card(p.inTermsOf(r.Booking, w.Record()), r.Booking, around.RegistersRead, now)
	c.Restrictions = inWords(c.Restrictions, known.restrictions)
	d := p.judge(w, r.Booking, around, "", now)
	c.Light, c.Reasons, c.FirstTimeHere = light(d.Decision), d.Reasons, !before
	c.Name, c.MayInduct = personal[workerID].Name(), principal.Has(auth.Post) || principal.Has(auth.Verify)
	for _, a := range adjustments {
		c.Adjustments = append(c.Adjustments, a.Text)
	}
	return c, nil
}

// card is what of the record a ward sees for one booking.
func card(r worker.Record, b clearance.Booking, read RegistersRead, now time.Time) Card {
	return Card{
		WorkerID: r.ID, Role: b.Role, Band: b.Band, Site: b.Site, Starts: b.StartsAt, Ends: b.EndsAt, Restrictions: restrictions(r),
		Inducted: inducted(r, b.HostEmployer, b.Site, b.EndsAt), Inductions: inductionsAt(r, b.HostEmployer),
		Register: cardRegister(r, b.Requirements.RegistrationBody, read), Supervised: supervised(r, now),
	}
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
