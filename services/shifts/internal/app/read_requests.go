package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/application"
	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/offer"
	"github.com/muster-ics/muster/services/shifts/internal/pay"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/swap"
	"github.com/muster-ics/muster/services/shifts/internal/waiting"
)

// ListApplications gives a worker their own applications, an employer those for its shifts, leads and auditors all.
func (a *App) ListApplications(ctx context.Context, f RequestFilter) ([]application.State, error) {
	if err := a.narrow(ctx, &f); err != nil {
		return nil, err
	}
	return a.applications.List(ctx, f)
}

// ListOffers gives offers to the same people.
func (a *App) ListOffers(ctx context.Context, f RequestFilter) ([]offer.State, error) {
	if err := a.narrow(ctx, &f); err != nil {
		return nil, err
	}
	return a.offers.List(ctx, f)
}

// ListPlaces gives places on waiting lists to the same people.
func (a *App) ListPlaces(ctx context.Context, f RequestFilter) ([]waiting.State, error) {
	if err := a.narrow(ctx, &f); err != nil {
		return nil, err
	}
	return a.waiting.List(ctx, f)
}

// ListSwaps gives swaps to the same people; a worker sees those in which they take part.
func (a *App) ListSwaps(ctx context.Context, f RequestFilter) ([]swap.State, error) {
	if err := a.narrow(ctx, &f); err != nil {
		return nil, err
	}
	return a.swaps.List(ctx, SwapFilter{RequestFilter: f})
}

// narrow keeps a list to what the caller may see.
func (a *App) narrow(ctx context.Context, f *RequestFilter) error {
	who, _ := auth.From(ctx)
	facts := auth.Facts{Employer: f.Employer}
	switch who.Role {
	case auth.Worker:
		workerID, err := id.Parse(who.WorkerID)
		if err != nil {
			return unknown()
		}
		f.WorkerID, facts.Worker = workerID, who.WorkerID
	case auth.Employer:
		f.Employer, facts.Employer = who.Employer, who.Employer
	}
	_, err := a.check(ctx, ReadRequests, facts)
	return err
}

// OpenSwap is a swap that the worker who asks could take, with its shift.
type OpenSwap struct {
	Swap     swap.State
	Shift    shift.State
	Decision eligibility.Decision
	// Pay is what the shift would pay the worker who asks.
	Pay pay.Quote
}

// swapsJudged is how many swaps on offer are judged for one list.
const swapsJudged = 200

// OpenSwaps gives the swaps on offer that the worker who asks could take, soonest shift first.
func (a *App) OpenSwaps(ctx context.Context) ([]OpenSwap, error) {
	who, err := a.check(ctx, TakeSwap, auth.Facts{})
	if err != nil {
		return nil, err
	}
	w, err := a.worker(ctx, who)
	if err != nil {
		return nil, err
	}
	offered, err := a.swaps.List(ctx, SwapFilter{OpenTo: w.ID, RequestFilter: RequestFilter{Limit: swapsJudged}})
	if err != nil || len(offered) == 0 {
		return nil, err
	}
	shifts, err := a.shiftsOf(ctx, ids(offered, func(s swap.State) id.ID { return s.ShiftID }))
	if err != nil {
		return nil, err
	}
	now := a.clock.Now()
	facts, err := a.standing(ctx, w, now)
	if err != nil {
		return nil, err
	}
	wages := newWages(a, w)
	var out []OpenSwap
	for _, o := range offered {
		s := shifts[o.ShiftID]
		if s.HandOverable(o.BookingID, now) != nil {
			continue
		}
		d, err := a.judgeBetween(ctx, w, s, &facts)
		if err != nil {
			return nil, err
		}
		if d.Outcome != eligibility.Ineligible {
			if err := wages.learn(ctx, s.Employer); err != nil {
				return nil, err
			}
			out = append(out, OpenSwap{Swap: o, Shift: s, Decision: d, Pay: wages.quote(s)})
		}
	}
	return out, nil
}

// Swap gives a swap, with its shift, that the caller takes part in or could take, or whose shift it is.
func (a *App) Swap(ctx context.Context, swapID id.ID) (swap.State, shift.State, error) {
	st, err := readOwn(ctx, a, ReadRequests, func() (swap.State, error) { return a.swaps.Get(ctx, swapID) }, func(w swap.State) auth.Facts {
		f := swapFacts(w)
		if who, _ := auth.From(ctx); w.ID != id.Nil && who.Role == auth.Worker && unseen(w, who.WorkerID) == nil {
			f.Worker = who.WorkerID
		}
		return f
	})
	if err != nil {
		return swap.State{}, shift.State{}, err
	}
	s, err := a.shifts.Get(ctx, st.ShiftID)
	return st, s, err
}

// Mine is what a worker has under way besides bookings.
type Mine struct {
	Offers       []offer.State
	Applications []application.State
	Places       []waiting.State
	Swaps        []swap.State
	// Shifts are the shifts of all of them.
	Shifts map[id.ID]shift.State
}

// MyRequests gives the live offers, applications, places and swaps of the worker who asks.
func (a *App) MyRequests(ctx context.Context) (m Mine, err error) {
	live := func(statuses ...string) RequestFilter { return RequestFilter{Statuses: statuses, Limit: 50} }
	if m.Offers, err = a.ListOffers(ctx, live("open")); err != nil {
		return m, err
	}
	if m.Applications, err = a.ListApplications(ctx, live("submitted", "approved")); err != nil {
		return m, err
	}
	if m.Places, err = a.ListPlaces(ctx, live("waiting")); err != nil {
		return m, err
	}
	if m.Swaps, err = a.ListSwaps(ctx, live("offered", "asked", "taking")); err != nil {
		return m, err
	}
	of := ids(m.Offers, func(o offer.State) id.ID { return o.ShiftID })
	of = append(of, ids(m.Applications, func(o application.State) id.ID { return o.ShiftID })...)
	of = append(of, ids(m.Places, func(o waiting.State) id.ID { return o.ShiftID })...)
	of = append(of, ids(m.Swaps, func(o swap.State) id.ID { return o.ShiftID })...)
	m.Shifts, err = a.shiftsOf(ctx, of)
	return m, err
}

func (a *App) shiftsOf(ctx context.Context, of []id.ID) (map[id.ID]shift.State, error) {
	if len(of) == 0 {
		return nil, nil
	}
	there, err := a.sets.Shifts(ctx, of)
	if err != nil {
		return nil, err
	}
	out := make(map[id.ID]shift.State, len(there))
	for _, s := range there {
		out[s.ID] = s
	}
	return out, nil
}

func ids[T any](of []T, get func(T) id.ID) []id.ID {
	out := make([]id.ID, len(of))
	for i, v := range of {
		out[i] = get(v)
	}
	return out
}
