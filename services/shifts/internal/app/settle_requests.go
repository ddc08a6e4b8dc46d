package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/application"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/waiting"
)

// SettleRequests brings offers, applications, waiting lists, swaps, sets and redeployments to where shifts and bookings stand: what time
// has ended, what was cut off half-way, and what somebody else's step has decided. Everything that is due stands in the
// tables, so replicas may do it at the same time and a kill loses nothing. It gives how many it took up.
func (a *App) SettleRequests(ctx context.Context) (int, error) {
	n := 0
	var failed error
	for _, step := range []func(context.Context) (int, error){
		a.endOffers, a.endApplications, a.endPlaces, a.askLists, a.settleSwaps, a.dissolveSets, a.settleRedeployments,
	} {
		k, err := step(ctx)
		n += k
		failed = errors.Join(failed, err)
	}
	return n, failed
}

// each does one thing to each id, and goes on with the next when one fails.
func each(ids []id.ID, err error, do func(id.ID) error) (int, error) {
	if err != nil {
		return 0, err
	}
	var failed error
	for _, v := range ids {
		if err := do(v); err != nil && !errors.Is(err, ErrNotFound) {
			failed = errors.Join(failed, err)
		}
	}
	return len(ids), failed
}

// endOffers ends offers whose time is up by the database's clock, and those whose shift has gone another way.
func (a *App) endOffers(ctx context.Context) (int, error) {
	ids, err := a.offers.Due(ctx, sweepAtOnce)
	return each(ids, err, func(offerID id.ID) error {
		return a.offers.Update(ctx, offerID, func(st *OfferStanding) error {
			now, s, o := a.clock.Now(), st.Shift.State(), st.Offer.State()
			switch {
			case st.Booking != nil && st.Booking.State().WorkerID == o.WorkerID:
				st.Offer.Accept(st.Booking.State().ID, now)
				st.endPlace(waiting.Taken, now)
			case s.Reserved == nil || s.Reserved.Offer != o.ID:
				st.Offer.Close(now)
			case st.Over:
				st.Offer.Expire(now)
				st.endPlace(waiting.Passed, now)
			}
			a.gate.Open(s.ID)
			return nil
		})
	})
}

// endApplications ends applications whose shift is somebody else's or over or clashes with a booking, and makes the
// claims of approvals that were cut off.
func (a *App) endApplications(ctx context.Context) (int, error) {
	due, err := a.applications.Due(ctx, a.clock.Now(), sweepAtOnce)
	if err != nil {
		return 0, err
	}
	var failed error
	for _, d := range due {
		if err := a.settleApplication(ctx, d); err != nil && !noneLeft(err) {
			failed = errors.Join(failed, err)
		}
	}
	return len(due), failed
}

func (a *App) settleApplication(ctx context.Context, d DueApplication) error {
	st, err := a.applications.Get(ctx, d.ID)
	if err != nil {
		return err
	}
	if st.Status == application.Approved {
		_, err := a.bookApplicant(ctx, st)
		return err
	}
	passed := d.ShiftStatus == shift.Filled && !d.Started && d.ClashEndsAt.IsZero()
	err = a.applications.Update(ctx, d.ID, func(ap *application.Application) error {
		if ap.State().Status != application.Submitted {
			passed = false
			return nil
		}
		if passed {
			ap.Pass(a.clock.Now())
			return nil
		}
		ap.Close([]reason.Reason{whyClosed(d)}, a.clock.Now())
		return nil
	})
	if err != nil || !passed {
		return err
	}
	err = a.waiting.Join(ctx, st.ShiftID, func(now *Standing) (*waiting.Place, error) {
		if err := waitable(now, st.WorkerID); err != nil {
			return nil, err
		}
		return waiting.Join(id.New(), waiting.Joiner{ShiftID: st.ShiftID, WorkerID: st.WorkerID, HomeEmployer: st.HomeEmployer, Employer: st.Employer}, st.SubmittedAt), nil
	})
	if errors.Is(err, ErrExists) {
		return nil
	}
	return asFault(err)
}

func whyClosed(d DueApplication) reason.Reason {
	switch {
	case !d.ClashEndsAt.IsZero():
		span := d.ClashStartsAt.In(clock.London).Format("Mon 2 Jan 15:04") + " to " + d.ClashEndsAt.In(clock.London).Format("Mon 2 Jan 15:04")
		return reason.Reason{Code: "OVERLAP", Weight: reason.Hard, Message: "You have another shift too near this one, from " + span + ".", Fix: "Choose a shift at another time, or give the other one back first."}
	case d.Started:
		return reason.Reason{Code: "SHIFT_STARTED", Weight: reason.Hard, Message: "The shift has started.", Fix: "Look at the other open shifts."}
	}
	return reason.Reason{Code: "SHIFT_ENDED", Weight: reason.Hard, Message: "The ward no longer needs this shift.", Fix: "Look at the other open shifts."}
}

// endPlaces ends places on the lists of shifts that nobody can take any more.
func (a *App) endPlaces(ctx context.Context) (int, error) {
	ids, err := a.waiting.Over(ctx, a.clock.Now(), sweepAtOnce)
	return each(ids, err, func(placeID id.ID) error { return a.endPlace(ctx, placeID, waiting.Closed) })
}

func (a *App) askLists(ctx context.Context) (int, error) {
	ids, err := a.waiting.Due(ctx, a.clock.Now(), sweepAtOnce)
	return each(ids, err, func(shiftID id.ID) error { return a.askList(ctx, shiftID) })
}

func (a *App) settleSwaps(ctx context.Context) (int, error) {
	ids, err := a.swaps.Due(ctx, a.clock.Now(), sweepAtOnce)
	return each(ids, err, func(swapID id.ID) error { return a.settleSwap(ctx, swapID) })
}

// dissolveSets ends the bookings of sets that cannot be complete any more.
func (a *App) dissolveSets(ctx context.Context) (int, error) {
	ids, err := a.sets.Broken(ctx, a.clock.Now(), sweepAtOnce)
	return each(ids, err, func(bookingID id.ID) error { return a.leaveSet(ctx, bookingID) })
}

func (a *App) leaveSet(ctx context.Context, bookingID id.ID) error {
	return a.undo(ctx, bookingID, func(change func(*Standing) error) error {
		return a.bookings.Update(ctx, bookingID, change)
	}, func(st *Standing) error {
		if !st.Booking.LeaveSet(a.clock.Now()) {
			return nil
		}
		return st.reopen()
	})
}
