package app

import (
	"context"
	"errors"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/mutualaid"
)

// ActivateMutualAid is what a lead asks for.
type ActivateMutualAid struct {
	Agreement id.ID
	Shifts    []id.ID
	Why, Note string
	// Until is when it closes by itself.
	Until time.Time
}

// ActivateMutualAid opens named shifts to the workers of all parties of a standing agreement. It returns faults: Forbidden
// for who is no lead, Invalid with fields, Conflict when the agreement does not allow it or a shift cannot be opened.
func (a *App) ActivateMutualAid(ctx context.Context, cmd ActivateMutualAid) (mutualaid.MutualAid, error) {
	who, err := a.policy.Check(ctx, MutualAidActivate, auth.Facts{ICS: a.ICS})
	if err != nil {
		return mutualaid.MutualAid{}, err
	}
	now := a.Now()
	agr, err := a.Agreements.Find(ctx, cmd.Agreement)
	if err != nil {
		return mutualaid.MutualAid{}, absentAgreement(err)
	}
	shifts, err := a.toOpen(ctx, cmd.Shifts)
	if err != nil {
		return mutualaid.MutualAid{}, err
	}
	m, err := mutualaid.Activate(mutualaid.Order{
		ID: id.New(), Shifts: shifts, Why: cmd.Why, Note: cmd.Note, By: who.Subject, Until: cmd.Until,
	}, a.withHeirs(standing(agr, now), now), now)
	if err != nil {
		return m, asFault(err)
	}
	err = a.MutualAids.Add(ctx, m, tellMutualAid(&m, nil, a.ICS, now, a.by(ctx, who, "mutual_aid.activate")))
	if errors.Is(err, ErrOpenAlready) {
		return m, fault.New(fault.Conflict, "shift_open_already",
			"One of the shifts is open under another mutual aid already. Leave it out, or end the other one first.")
	}
	return m, err
}

// toOpen gives the shifts as they were told last. One that is not open any more, or of which nobody has told, is refused.
func (a *App) toOpen(ctx context.Context, shifts []id.ID) ([]mutualaid.Shift, error) {
	facts, err := a.ShiftFacts.Some(ctx, shifts)
	if err != nil {
		return nil, err
	}
	out := make([]mutualaid.Shift, 0, len(facts))
	for _, f := range facts {
		if f.Status != "open" {
			return nil, fault.New(fault.Conflict, "shift_not_open",
				"The shift at %s on %s is not open any more. Leave it out.", f.Host, f.StartsAt.In(clock.London).Format("2 January at 15:04"))
		}
		out = append(out, mutualaid.Shift{
			ID: f.Shift, Host: f.Host, Site: f.Site, StaffGroup: f.StaffGroup, Band: f.Band, StartsAt: f.StartsAt, EndsAt: f.EndsAt,
		})
	}
	distinct := map[id.ID]bool{}
	for _, s := range shifts {
		distinct[s] = true
	}
	if len(out) < len(distinct) {
		return nil, fault.New(fault.Invalid, "shift_unknown", "One of the shifts is not known here. Choose from the list of open shifts.").
			WithFields(fault.Field{Location: "body.shifts", Message: "Choose from the list of open shifts."})
	}
	return out, nil
}
