package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/offer"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/waiting"
)

// OfferTo keeps an open shift of the caller's employer for one worker, for minutes by the database's clock. Nobody else
// can take it until then; afterwards it is open as before.
func (a *App) OfferTo(ctx context.Context, shiftID, workerID id.ID, minutes int) (offer.State, error) {
	s, err := a.ownShift(ctx, OfferShift, shiftID)
	if err != nil {
		return offer.State{}, err
	}
	if minutes < offer.MinMinutes || minutes > offer.MaxMinutes {
		return offer.State{}, asFault(&shift.Invalid{Problems: []shift.Problem{{Field: "minutes", Message: "Keep the shift for 5 minutes to 24 hours (1440)."}}})
	}
	// Why a worker cannot is between them and their home employer.
	if _, d, err := a.judgeWorker(ctx, byWorkerID(workerID), s); err != nil {
		return offer.State{}, err
	} else if d.Outcome == eligibility.Ineligible {
		return offer.State{}, fault.New(fault.Conflict, "worker_cannot", "This worker cannot take this shift. Choose one of those whom the shift's page lists.")
	}
	var made *offer.Offer
	err = a.offers.Make(ctx, shiftID, id.Nil, func(st *OfferStanding) (*offer.Offer, error) {
		now, s := a.clock.Now(), st.Shift.State()
		if err := s.Offerable(now); err != nil {
			return nil, err
		}
		made = offer.Make(id.New(), offer.Terms{ShiftID: s.ID, WorkerID: workerID, Employer: s.Employer,
			ExpiresAt: until(st.DatabaseNow, time.Duration(minutes)*time.Minute, s)}, now)
		return made, nil
	})
	if err != nil {
		return offer.State{}, already(err, "offered_already", "This shift is being offered to a worker already. Wait for the answer, or take that offer back first.")
	}
	return made.State(), nil
}

// until is the end of an offer by the database's clock, not later than the shift starts.
func until(now time.Time, length time.Duration, s shift.State) time.Time {
	end, last := now.Add(length), s.StartsAt
	if s.RefillUntil != nil {
		last = *s.RefillUntil
	}
	if last.After(now) && last.Before(end) {
		return last
	}
	return end
}

// AcceptOffer takes the shift that is kept for the worker who asks, by the claim that every accept makes. shownPence is
// the total pay that the worker saw; 0 when it is not known.
func (a *App) AcceptOffer(ctx context.Context, offerID id.ID, shownPence int64, noWait bool) (Booked, error) {
	var over bool
	st, err := readOwn(ctx, a, AnswerOffer, func() (o offer.State, err error) { o, over, err = a.offers.Get(ctx, offerID); return }, offerFacts)
	switch {
	case err != nil:
		return Booked{}, err
	case st.Status == offer.Expired, st.Status == offer.Open && over:
		return Booked{}, fault.New(fault.Conflict, "offer_expired", "The time of this offer is up. Look whether the shift is still open.")
	case st.Status != offer.Open:
		return Booked{}, fault.New(fault.Conflict, "offer_ended", "This offer is over (%s).", st.Status)
	}
	return a.Accept(ctx, Accept{ShiftID: st.ShiftID, ShownPence: shownPence, NoWait: noWait})
}

// offerTaken notes that the claim of an offer was made. When it cannot, the sweep does.
func (a *App) offerTaken(ctx context.Context, offerID, bookingID id.ID) {
	err := a.offers.Update(ctx, offerID, func(st *OfferStanding) error {
		st.Offer.Accept(bookingID, a.clock.Now())
		st.endPlace(waiting.Taken, a.clock.Now())
		return nil
	})
	if err != nil {
		a.log.WarnContext(ctx, "an accepted offer is not noted yet", "offer", offerID, "error", err)
	}
}

// DeclineOffer gives up the shift that is kept for the worker who asks; it is open again, or the next one's on its list.
func (a *App) DeclineOffer(ctx context.Context, offerID id.ID) (offer.State, error) {
	return a.endOffer(ctx, AnswerOffer, offerID, func(st *OfferStanding) error { return st.Offer.Decline(a.clock.Now()) })
}

// WithdrawOffer takes an offer back by the employer whose shift it is.
func (a *App) WithdrawOffer(ctx context.Context, offerID id.ID) (offer.State, error) {
	return a.endOffer(ctx, OfferShift, offerID, func(st *OfferStanding) error { return st.Offer.Withdraw(a.clock.Now()) })
}

func (a *App) endOffer(ctx context.Context, action auth.Action, offerID id.ID, end func(*OfferStanding) error) (offer.State, error) {
	read := func() (o offer.State, err error) { o, _, err = a.offers.Get(ctx, offerID); return }
	st, err := readOwn(ctx, a, action, read, offerFacts)
	if err != nil {
		return offer.State{}, err
	}
	err = a.offers.Update(ctx, offerID, func(os *OfferStanding) error {
		if err := end(os); err != nil {
			return err
		}
		os.endPlace(waiting.Passed, a.clock.Now())
		st = os.Offer.State()
		a.gate.Open(st.ShiftID)
		return nil
	})
	if err != nil {
		return offer.State{}, asFault(err)
	}
	a.gate.Open(st.ShiftID)
	return st, a.askList(ctx, st.ShiftID)
}

// endPlace ends the place on the waiting list that the offer rests on, if it rests on one.
func (st *OfferStanding) endPlace(to waiting.Status, now time.Time) {
	if st.Place != nil {
		st.Place.End(to, now)
	}
}

func offerFacts(o offer.State) auth.Facts { return requestFacts(o.ID, o.Employer, "", o.WorkerID) }
