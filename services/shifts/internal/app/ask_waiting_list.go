package app

import (
	"context"
	"errors"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/application"
	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/offer"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/waiting"
)

// askedAtOnce is how many of a waiting list are judged in one round.
const askedAtOnce = 50

// askList offers a shift that has opened again to the first on its waiting list who can take it. Those before who cannot
// are passed over: the shift is theirs to take when nobody on the list does, like everybody's. Where the ward chooses,
// those who wait become applicants again instead. Replicas may ask the same list at the same moment; the lock on the
// shift and its one live offer decide.
func (a *App) askList(ctx context.Context, shiftID id.ID) error {
	ctx = WithSystem(context.WithoutCancel(ctx), "waiting-list", "")
	s, err := a.shifts.Get(ctx, shiftID)
	if err != nil {
		return err
	}
	if s.Status != shift.Open || s.Takeable(a.clock.Now()) != nil || (s.Reserved != nil && s.Reserved.Offer != id.Nil) {
		return nil
	}
	places, err := a.waiting.List(ctx, RequestFilter{ShiftID: shiftID, Statuses: []string{string(waiting.Waiting)}, Limit: askedAtOnce})
	if err != nil {
		return err
	}
	for _, p := range places {
		offered, err := a.serve(ctx, s, p)
		if err != nil || offered {
			return err
		}
	}
	a.gate.Open(shiftID)
	return a.waiting.OpenToAll(ctx, shiftID)
}

// serve makes the offer to one place, or ends the place. offered tells that the list need not be asked further.
func (a *App) serve(ctx context.Context, s shift.State, p waiting.State) (offered bool, err error) {
	if s.BookingMode == shift.RequestApprove {
		return false, a.reapply(ctx, p)
	}
	_, d, err := a.judgeWorker(ctx, byWorkerID(p.WorkerID), s)
	if err != nil {
		return false, err
	}
	if d.Outcome != eligibility.Eligible && d.Outcome != eligibility.EligibleWithWarnings {
		return false, a.endPlace(ctx, p.ID, waiting.Passed)
	}
	terms, _, err := policyOf[policy.BookingMode](ctx, a.policies, s.Employer)
	if err != nil {
		return false, err
	}
	err = a.offers.Make(ctx, s.ID, p.ID, func(st *OfferStanding) (*offer.Offer, error) {
		s := st.Shift.State()
		if st.Place.State().Status != waiting.Waiting {
			return nil, nil
		}
		offered = true
		if s.Status != shift.Open {
			return nil, nil
		}
		return offer.Make(id.New(), offer.Terms{ShiftID: s.ID, WorkerID: p.WorkerID, Employer: s.Employer, PlaceID: p.ID,
			ExpiresAt: until(st.DatabaseNow, time.Duration(terms.WaitingHoldMinutes)*time.Minute, s)}, a.clock.Now()), nil
	})
	if errors.Is(err, ErrExists) {
		return true, nil // Another replica was quicker.
	}
	return offered, err
}

func (a *App) endPlace(ctx context.Context, placeID id.ID, to waiting.Status) error {
	return a.waiting.Update(ctx, placeID, func(p *waiting.Place) error {
		p.End(to, a.clock.Now())
		return nil
	})
}

// reapply makes an applicant of one who waits, counted from when they began to wait.
func (a *App) reapply(ctx context.Context, p waiting.State) error {
	again := application.Submit(id.New(), application.Submission{ShiftID: p.ShiftID, WorkerID: p.WorkerID, HomeEmployer: p.HomeEmployer, Employer: p.Employer}, p.JoinedAt)
	if err := a.applications.Submit(ctx, again); err != nil && !errors.Is(err, ErrExists) {
		return err
	}
	return a.endPlace(ctx, p.ID, waiting.Closed)
}
