package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/waiting"
)

// JoinWaitingList puts the worker who asks on the waiting list of a shift that somebody else has or is offered.
func (a *App) JoinWaitingList(ctx context.Context, shiftID id.ID) (waiting.State, error) {
	who, err := a.check(ctx, WaitForShift, auth.Facts{})
	if err != nil {
		return waiting.State{}, err
	}
	s, err := a.shifts.Get(ctx, shiftID)
	if err != nil {
		return waiting.State{}, asFault(err)
	}
	w, err := a.able(ctx, who, s)
	if err != nil {
		return waiting.State{}, err
	}
	var made *waiting.Place
	err = a.waiting.Join(ctx, shiftID, func(st *Standing) (*waiting.Place, error) {
		if err := waitable(st, w.ID); err != nil {
			return nil, err
		}
		now := a.clock.Now()
		if !st.Shift.State().StartsAt.After(now) {
			return nil, &shift.Refusal{Code: "shift_started", Message: "This shift has already started."}
		}
		made = waiting.Join(id.New(), waiting.Joiner{ShiftID: s.ID, WorkerID: w.ID, HomeEmployer: w.HomeEmployer, Employer: s.Employer}, now)
		return made, nil
	})
	if err != nil {
		return waiting.State{}, already(err, "waiting_already", "You are on the waiting list of this shift already.")
	}
	return made.State(), nil
}

// waitable refuses a place where there is nothing to wait for.
func waitable(st *Standing, worker id.ID) error {
	s := st.Shift.State()
	switch {
	case st.Booking != nil && st.Booking.State().WorkerID == worker:
		return &waiting.Refusal{Code: "shift_yours", Message: "You have this shift yourself."}
	case s.Status == shift.Held, s.Status == shift.Filled, s.Status == shift.Open && s.Reserved != nil && s.Reserved.For != worker:
		return nil
	case s.Status == shift.Open:
		return &waiting.Refusal{Code: "shift_open", Message: "This shift is open: take it now instead of waiting."}
	}
	return &waiting.Refusal{Code: "shift_ended", Message: "This shift has started or is no longer needed."}
}

// LeaveWaitingList gives the caller's own place up. An offer that it has led to stands until it is answered.
func (a *App) LeaveWaitingList(ctx context.Context, placeID id.ID) (waiting.State, error) {
	st, err := readOwn(ctx, a, LeaveWaitingList, func() (waiting.State, error) { return a.waiting.Get(ctx, placeID) }, placeFacts)
	if err != nil {
		return waiting.State{}, err
	}
	err = a.waiting.Update(ctx, placeID, func(p *waiting.Place) error {
		defer func() { st = p.State() }()
		return p.Leave(a.clock.Now())
	})
	return st, asFault(err)
}

func placeFacts(p waiting.State) auth.Facts {
	return requestFacts(p.ID, p.Employer, p.HomeEmployer, p.WorkerID)
}

// noneLeft tells whether an error says only that the row has gone or stands already, which a sweep may ignore.
func noneLeft(err error) bool {
	f := fault.Of(err)
	return f != nil && (f.Kind == fault.Conflict || f.Kind == fault.NotFound)
}
